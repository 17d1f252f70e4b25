import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { roundToHalf } from "./float16.js";

/** Every finite half-precision value, from its 16 bits. */
const halves = Float64Array.from({ length: 0x7c00 }, (_, bits) => {
  const exponent = bits >> 10;
  const fraction = bits & 0x3ff;
  return exponent === 0 ? fraction * 2 ** -24 : (1 + fraction / 1024) * 2 ** (exponent - 15);
});

function nearest(value: number): number {
  const size = Math.abs(value);
  let low = 0;
  let high = halves.length - 1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (halves[middle]! <= size) low = middle;
    else high = middle;
  }
  const [below, above] = [halves[low]!, halves[high]!];
  const chosen = size - below < above - size || (size - below === above - size && low % 2 === 0) ? below : above;
  return value < 0 ? -chosen : chosen;
}

describe("roundToHalf", () => {
  it("finds the half-precision value that a search of all of them finds", () => {
    fc.assert(
      fc.property(fc.float({ min: -60_000, max: 60_000, noNaN: true }), (value) => {
        expect(roundToHalf(value)).toBeCloseTo(nearest(value), 12);
      }),
      { numRuns: 2000 },
    );
  });

  it("leaves every half-precision value as it is", () => {
    expect(halves.filter((value) => roundToHalf(value) !== value)).toHaveLength(0);
  });

  it("rounds halves between two values to the even one", () => {
    const wrong = halves.subarray(0, -1).filter((value, bits) => {
      const above = halves[bits + 1]!;
      return roundToHalf((value + above) / 2) !== (bits % 2 === 0 ? value : above);
    });
    expect(wrong).toHaveLength(0);
  });
});
