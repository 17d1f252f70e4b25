import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { TopK } from "./top-k.js";

describe("TopK", () => {
  it("keeps what sorting everything would keep", () => {
    const score = fc.oneof(fc.integer({ min: -4, max: 4 }), fc.double({ noNaN: true })).map((value) => value + 0); // no -0
    fc.assert(
      fc.property(fc.array(score, { maxLength: 60 }), fc.integer({ min: 1, max: 20 }), (scores, k) => {
        const best = new TopK(k);
        for (const [id, offered] of scores.entries()) {
          best.offer(id, offered);
          const sorted = scores.slice(0, id + 1).sort((one, other) => other - one);
          expect(best.least).toBe(sorted.length < k ? -Infinity : sorted[k - 1]);
        }
        const ids = best.ids();
        expect(new Set(ids).size).toBe(ids.length);
        const kept = ids.map((id) => scores[id]!).sort((one, other) => other - one);
        expect(kept).toEqual(scores.toSorted((one, other) => other - one).slice(0, k));
      }),
      { numRuns: 300 },
    );
  });

  it("lets in nothing that equals the least", () => {
    const best = new TopK(2);
    for (const [id, score] of [5, 3, 3].entries()) best.offer(id, score);
    expect(new Set(best.ids())).toEqual(new Set([0, 1]));
  });
});
