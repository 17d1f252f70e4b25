import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { truncatedWindow, type UsageHabits } from "./_truncation.js";

const special = 2;
const counts = fc.array(fc.integer({ min: 3, max: 9000 }), { minLength: 1, maxLength: 150 });
const total = (tokens: readonly number[], window: number) =>
  tokens.reduce((sum, count) => sum + Math.min(count, window), 0);

describe("truncatedWindow", () => {
  it("finds exactly the texts that were cut, whatever the window", () => {
    fc.assert(
      fc.property(counts, fc.integer({ min: 64, max: 9000 }), (tokens, window) => {
        const habits: UsageHabits = { countsSpecial: true };
        const found = truncatedWindow(tokens, special, total(tokens, window), habits);
        const flagged = tokens.map((count) => found !== null && count > found);
        expect(flagged).toEqual(tokens.map((count) => count > window));
      }),
    );
  });

  it("finds them when special tokens are not counted, once that is known", () => {
    fc.assert(
      fc.property(counts, fc.integer({ min: 66, max: 9000 }), (tokens, window) => {
        const habits: UsageHabits = { countsSpecial: null };
        expect(truncatedWindow(tokens, special, total(tokens, Infinity) - special * tokens.length, habits)).toBeNull();
        const found = truncatedWindow(tokens, special, total(tokens, window) - special * tokens.length, habits);
        expect(tokens.map((count) => found !== null && count > found)).toEqual(tokens.map((count) => count > window));
      }),
    );
  });

  it("blames nobody when a server counts in its own way", () => {
    expect(truncatedWindow([500, 400], special, 40, { countsSpecial: true })).toBeNull();
    expect(truncatedWindow([10, 12], special, 7, { countsSpecial: null })).toBeNull();
    expect(truncatedWindow([500, 400], special, 2000, { countsSpecial: null })).toBeNull();
  });
});
