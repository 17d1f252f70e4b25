import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { excerptRecall, precisionOmega, unionLength } from "./precision.js";
import { readQuestions } from "./questions.js";
import { evalChunking } from "./eval-chunking.js";

const range = (start: number, end: number) => ({ start, end });

describe("the chunking evaluation", () => {
  test("measures unions once", () => {
    expect(unionLength([range(10, 20), range(0, 5), range(15, 30), range(16, 18)])).toBe(25);
    expect(unionLength([])).toBe(0);
  });

  test("counts what must be read to read every excerpt", () => {
    const chunks = [range(0, 100), range(100, 200), range(200, 300)];
    // Two chunks touch the excerpt: 20 characters of 200.
    expect(precisionOmega(chunks, [range(90, 110)])).toBeCloseTo(0.1);
    // One chunk, two excerpts.
    expect(precisionOmega(chunks, [range(0, 10), range(50, 70)])).toBeCloseTo(0.3);
    // Excerpt text outside all chunks counts as read, but not as covered.
    expect(precisionOmega([range(0, 50)], [range(40, 60)])).toBeCloseTo(10 / 60);
  });

  test("counts the share of the excerpts that was retrieved", () => {
    expect(excerptRecall([range(0, 100)], [range(90, 110), range(10, 20)])).toBeCloseTo(20 / 30);
    expect(excerptRecall([], [range(0, 5)])).toBe(0);
  });

  test("reads a folder it has never seen, quoted fields and all, and prints a row for each chunker", async () => {
    const dir = await mkdtemp(join(tmpdir(), "ragstone-chunking-"));
    try {
      const sentence = (index: number) => `Key ${index} is rotated every ninety days by the office of house ${index}.`;
      const text = Array.from({ length: 400 }, (_, index) => sentence(index) + (index % 6 === 5 ? "\n\n" : " ")).join(
        "",
      );
      const at = text.indexOf(sentence(123));
      const references = JSON.stringify([
        { content: sentence(123), start_index: at, end_index: at + sentence(123).length },
      ]);
      await writeFile(join(dir, "keys.md"), text);
      await writeFile(
        join(dir, "questions.csv"),
        `question,references,corpus_id\n"Who, they ask, rotates ""key 123""?","${references.replaceAll('"', '""')}",keys\n`,
      );
      expect(await readQuestions(dir)).toEqual([
        {
          question: 'Who, they ask, rotates "key 123"?',
          corpus: "keys",
          excerpts: [range(at, at + sentence(123).length)],
        },
      ]);
      const lines: string[] = [];
      const rows = await evalChunking(dir, { write: (line) => lines.push(line) });
      expect(rows).toHaveLength(8);
      expect(lines).toHaveLength(10);
      for (const row of rows) {
        expect(row.precisionOmega).toBeGreaterThan(0);
        expect(row.precisionOmega).toBeLessThan(1);
        expect(row.recallAt5).toBe(1);
      }
    } finally {
      await rm(dir, { recursive: true });
    }
  });
});
