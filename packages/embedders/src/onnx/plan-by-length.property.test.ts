import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { planByLength } from "./plan-by-length.js";

describe("batches by length", () => {
  it("contain each input once, in order of length, within the limit unless alone", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 600 })),
        fc.integer({ min: 1, max: 1000 }),
        (lengths, maxPaddedTokens) => {
          const batches = planByLength(lengths, maxPaddedTokens);
          const flat = batches.flat();
          expect([...flat].sort((a, b) => a - b)).toEqual([...lengths.keys()]);
          expect(flat.map((position) => lengths[position])).toEqual([...lengths].sort((a, b) => a - b));
          const padded = batches.map(
            (batch) => batch.length * Math.max(...batch.map((position) => lengths[position]!)),
          );
          expect(batches.filter((batch, index) => batch.length > 1 && padded[index]! > maxPaddedTokens)).toEqual([]);
        },
      ),
    );
  });
});
