import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { random } from "../answers/random.js";
import { stateAnswer } from "./answer-statements.js";
import { evalClaims } from "./eval-claims.js";
import { falsifySentence } from "./falsify-sentence.js";
import { rewordSentence } from "./reword-sentence.js";
import { tableStatements } from "./table-statements.js";

describe("claims made by rule", () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "ragstone-claims-"));
    await writeFile(
      join(folder, "keys.md"),
      "# Keys\n\nThe keys of the vault must be rotated every 30 days by Ada Lovelace. They can be shown before each audit of the year.\n",
    );
  });
  afterAll(() => rm(folder, { recursive: true }));

  it("are counted by kind and half", async () => {
    const out: string[] = [];
    const rows = await evalClaims([folder], { write: (line) => out.push(line) });
    const counted = rows.filter(({ right }) => right.count > 0).map(({ kind, isTrue }) => `${isTrue} ${kind}`);
    expect(counted).toEqual(expect.arrayContaining(["true reworded: modality", "false negation", "false direction"]));
    expect(out.join("\n")).toMatch(/\| true +\| reworded: modality +\| +1 \|/u);
  });

  it("say the same when they are reworded", () => {
    const reworded = (sentence: string) => rewordSentence(sentence).map(({ claim }) => claim);
    expect(reworded("The box is larger than the bag.")).toEqual(["The bag is smaller than the box."]);
    expect(reworded("It cannot be undone within 2 hours.")).toEqual(
      expect.arrayContaining([
        "It is not able to be undone within 2 hours.",
        "It cannot be undone within 120 minutes.",
      ]),
    );
  });

  it("say something else when they are made false", () => {
    const document = "Set `port` before `host`. The `path` comes last.";
    const made = falsifySentence("Set `port` before `host`.", { document, sentences: [], next: random(1) });
    const claims = Object.fromEntries(made.map(({ kind, claim }) => [kind, claim]));
    expect(claims["attachment: names"]).toBe("Set `host` before `port`.");
    expect(claims["direction"]).toBe("Set `port` after `host`.");
    expect(claims["name: of the document"]).toContain("`path`");
  });

  it("are made of questions with their answers", () => {
    expect(stateAnswer("Who wrote the book?", "Ada")).toBe("Ada wrote the book.");
    expect(stateAnswer("When did Ada join the firm?", "1843")).toBe("Ada join the firm in 1843.");
    expect(stateAnswer("When was the firm founded?", "1840")).toBe("The firm was founded in 1840.");
    expect(stateAnswer("What was the name of the firm?", "Babbage")).toBe("The name of the firm was Babbage.");
    expect(stateAnswer("Why is the sky blue?", "light")).toBeNull();
  });

  it("are made of the cells of tables", () => {
    const table = "| Plan | Price | Users |\n|---|---|---|\n| Basic | 10 | 3 |\n| Large | 40 | 9 |\n";
    const claims = tableStatements(table, random(2));
    expect(claims.filter(({ isTrue }) => isTrue)).toHaveLength(2);
    expect(claims.find(({ kind }) => kind === "attachment: cell of another column")?.claim).toMatch(
      /^The (?:Price|Users) of Basic is (?:10|3)\.$/u,
    );
  });
});
