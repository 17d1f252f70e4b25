import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { evalRecorded } from "./eval-recorded.js";

const source = `<source-0a1b number="2" file="vault.md" under="Handbook of Acme">
Keys rotate every 30 days.
</source-0a1b>`;
const quote = '[2: "Keys rotate every 30 days"]';

describe("recorded answers", () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "ragstone-recorded-"));
    const lines = (...all: object[]) => all.map((one) => JSON.stringify(one)).join("\n");
    await mkdir(join(folder, "prompts"));
    await writeFile(join(folder, "prompts", "q1.json"), JSON.stringify([{ role: "user", content: source }]));
    await writeFile(join(folder, "questions.json"), JSON.stringify({ q1: "How often do keys rotate?" }));
    await writeFile(
      join(folder, "claims-true.jsonl"),
      lines(
        { id: "q1.1", answer: "q1", label: "true", raw: `At Acme keys rotate every 30 days ${quote}.` },
        { id: "q1.2", answer: "q1", label: "none", raw: "Here is what I found:" },
      ),
    );
    await writeFile(
      join(folder, "claims-false.jsonl"),
      lines({ id: "q1.1-n", answer: "q1", kind: "number", raw: `Keys rotate every 60 days ${quote}.` }),
    );
    await mkdir(join(folder, "small"));
    await writeFile(join(folder, "small-notes.jsonl"), lines({ id: "q1", wrong: "Keys rotate every **60** days" }));
    await writeFile(
      join(folder, "small", "q1.txt"),
      `Keys rotate every 30 days (Source 2). Keys rotate every 60 days ${quote}.\n`,
    );
  });
  afterAll(() => rm(folder, { recursive: true }));

  it("are judged claim by claim, with and without context", async () => {
    const out: string[] = [];
    const json = join(folder, "out.json");
    const rows = await evalRecorded(folder, { context: true, json, write: (line) => out.push(line) });
    const counted = (all: typeof rows) =>
      all
        .filter(({ passes }) => passes.count > 0)
        .map(({ group, passes, fails, noClaim }) => [group, passes.hits, fails.hits, noClaim.hits]);
    expect(counted(rows)).toEqual([
      ["true", 1, 0, 0],
      ["none", 0, 0, 1],
      ["false: number", 0, 1, 0],
      ["sloppy: right", 1, 0, 0],
      ["sloppy: false", 0, 1, 0],
    ]);
    expect(out.join("\n")).toContain("1: 100 (21-100)");
    expect(JSON.parse(await readFile(json, "utf8"))).toMatchObject({ eval: "recorded", context: true });
    const alone = await evalRecorded(folder, { write: () => {} });
    expect(counted(alone)[0]).toEqual(["true", 0, 1, 0]);
  });
});
