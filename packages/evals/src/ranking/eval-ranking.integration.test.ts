import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { evalRanking } from "./eval-ranking.js";

const data = await mkdtemp(join(tmpdir(), "ragstone-eval-ranking-"));
afterAll(() => rm(data, { recursive: true }));

it("shows what each part adds for every folder with questions", async () => {
  await mkdir(join(data, "docs", "questions"), { recursive: true });
  await mkdir(join(data, "docs", "pumps"));
  const quote = "The intake filter is rinsed every second Friday.";
  await writeFile(join(data, "docs", "pumps", "filter.md"), `# Filters\n\n${quote}\n`);
  await writeFile(join(data, "docs", "pumps", "valve.md"), "# Valves\n\nThe outlet valve is greased in spring.\n");
  const question = {
    kind: "value",
    question: "How often is the intake filter rinsed?",
    answers: [["Friday"]],
    evidence: [{ path: "filter.md", quote }],
  };
  const lines = ["a", "b", "e", "f"].map((id) => JSON.stringify({ ...question, id }));
  await writeFile(join(data, "docs", "questions", "pumps.jsonl"), `${lines.join("\n")}\n`);
  const written: string[] = [];
  await evalRanking(data, { write: (line) => written.push(line) });
  const rows = written
    .join("\n")
    .split("\n")
    .map((line) => line.replaceAll(/[\s|]+/gu, " ").trim());
  expect(rows).toContain("everything 100 / 100 / 100 / 100 / 100 - 100 / 100 / 100 / 100 / 100 -");
  expect(rows.length).toBeGreaterThan(12);
});
