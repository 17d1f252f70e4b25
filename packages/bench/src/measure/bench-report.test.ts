import { describe, expect, it } from "vitest";
import { ratio } from "./bench-report.js";
import { median } from "./median.js";

describe("a benchmark's figures", () => {
  it("favour us above 1, whichever way the unit points", () => {
    expect(ratio({ what: "time", unit: "ms", ours: 10, rival: 30 })).toBe(3);
    expect(ratio({ what: "memory", unit: "MB", ours: 30, rival: 10 })).toBeCloseTo(1 / 3);
    expect(ratio({ what: "speed", unit: "MB/s", ours: 30, rival: 10 })).toBe(3);
    expect(ratio({ what: "alone", unit: "ms", ours: 10, rival: null })).toBeNull();
  });

  it("are medians and other quantiles", () => {
    expect(median([5, 1, 3])).toBe(3);
    expect(median([4, 1, 3, 2])).toBe(3);
    expect(median([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 0.95)).toBe(10);
    expect(median([])).toBeNaN();
  });
});
