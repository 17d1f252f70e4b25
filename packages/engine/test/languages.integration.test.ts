import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openRagstone, type Ragstone } from "../src/index.js";

describe.each([
  [
    "de",
    [
      ["Wie lange dauert die Probezeit?", "sechs Monate"],
      ["Wer pflegt das Gefahrstoffverzeichnis?", "Henrik Thomsen"],
      ["Wie heißt der Brandschutzbeauftragte?", "Uwe Carstens"],
    ],
    ["Wie beantrage ich eine Dienstwohnung?", "Wann wurde die Firma gegründet?"],
  ],
  [
    "es",
    [
      ["¿Cuántos caracteres debe tener una contraseña?", "12 caracteres"],
      ["¿Quién es la responsable de seguridad?", "Nuria Castell"],
      ["¿En qué meses hay jornada intensiva?", "julio y agosto"],
    ],
    ["¿Se puede hacer buceo en la piscina?", "¿Qué antivirus usan los portátiles?"],
  ],
] satisfies [string, [string, string][], string[]][])("a folder in %s", (language, answerable, unanswerable) => {
  let index: string;
  let rag: Ragstone;
  beforeAll(async () => {
    index = await mkdtemp(join(tmpdir(), "ragstone-languages-"));
    const folder = fileURLToPath(new URL(`../../evals/data/languages/${language}`, import.meta.url));
    rag = await openRagstone({ folder, index });
    await rag.index();
  });
  afterAll(async () => {
    await rag.close();
    await rm(index, { recursive: true });
  });

  test.each(answerable)("answers %j", async (question, expected) => {
    expect((await rag.ask(question)).text).toContain(expected);
  });

  test.each(unanswerable)("refuses %j", async (question) => {
    expect((await rag.ask(question)).status).toBe("refused");
  });
});
