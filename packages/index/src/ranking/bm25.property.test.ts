import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { exactBm25 } from "../../test/exact-bm25.js";
import { idf, saturation } from "@ragstone/tokenizers/words";

const chunk = fc
  .record({
    terms: fc.array(fc.constantFrom("key", "lock", "door"), { maxLength: 8 }),
    otherWords: fc.integer({ min: 1, max: 20 }),
  })
  .map(({ terms, otherWords }) => ({ terms, words: terms.length + otherWords }));

describe("BM25", () => {
  it("is the published formula", () => {
    fc.assert(
      fc.property(fc.array(chunk, { minLength: 1, maxLength: 12 }), (chunks) => {
        const chunksWithKey = chunks.filter(({ terms }) => terms.includes("key")).length;
        const averageWords = chunks.reduce((sum, { words }) => sum + words, 0) / chunks.length;
        for (const [at, score] of exactBm25(chunks, ["key"]).entries()) {
          const { terms, words } = chunks[at]!;
          const count = terms.filter((term) => term === "key").length;
          expect(idf(chunks.length, chunksWithKey) * saturation(count, words, averageWords)).toBeCloseTo(score, 10);
        }
      }),
    );
  });

  it("never counts a term against a chunk, however common it is", () => {
    expect(idf(10, 10)).toBeGreaterThan(0);
    expect(idf(10, 1)).toBeGreaterThan(idf(10, 2));
  });
});
