import { staticWords } from "@ragstone/embedders";
import * as fc from "fast-check";
import { expect, it } from "vitest";
import { sentenceWords } from "./sentence-words.js";
import { WordTable } from "./word-table.js";

const text = fc.string({
  unit: fc.oneof(
    fc.constantFrom("a", "B", "9", "_", ".", "!", "?", " ", "\n", "\t", "\u00a0"),
    fc.string({ unit: "binary" }),
  ),
  maxLength: 60,
});

it("cuts the words of sentences as the pattern of words does", () => {
  fc.assert(
    fc.property(text, (given) => {
      const written: string[] = [];
      const cut = sentenceWords(given, { numberAt: (text, start, end) => written.push(text.slice(start, end)) - 1 });
      const sentences = given.toLowerCase().split(/[.!?](?=\s)|\n/u);
      const expected = sentences.map((one) => one.match(/[\p{L}\p{N}\p{M}]+/gu) ?? []);
      expect(cut.map((one) => one.map((word) => written[word]))).toEqual(expected.filter(({ length }) => length > 0));
    }),
    { numRuns: 500 },
  );
});

it("keeps the words of a text, and those of at most 1.5 million characters", () => {
  const table = new WordTable(staticWords());
  const kept = table.sentencesOf("Cars rust. Bread rises.");
  expect(table.sentencesOf("Cars rust. Bread rises.")).toBe(kept);
  table.sentencesOf("x ".repeat(800_000));
  const again = table.sentencesOf("Cars rust. Bread rises.");
  expect(again).toEqual(kept);
  expect(again).not.toBe(kept);
});
