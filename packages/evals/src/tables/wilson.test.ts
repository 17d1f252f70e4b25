import { describe, expect, it } from "vitest";
import { wilson } from "./wilson.js";

describe("Wilson's interval", () => {
  // R: prop.test(x, n, correct = FALSE)$conf.int
  it.each([
    [0, 10, 0, 0.2775],
    [5, 10, 0.2366, 0.7634],
    [81, 263, 0.2553, 0.3662],
    [20, 20, 0.8389, 1],
  ])("of %i in %i is %d to %d", (hits, count, low, high) => {
    const share = wilson(hits, count);
    expect(share.low).toBeCloseTo(low, 3);
    expect(share.high).toBeCloseTo(high, 3);
  });

  it("is no number of nothing", () => {
    expect(wilson(0, 0).value).toBeNaN();
  });
});
