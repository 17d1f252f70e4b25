import { describe, expect, it } from "vitest";
import { pool } from "./pool.js";

describe("pooling", () => {
  // 2 texts x 3 positions x 2 dimensions; the second text has one token, the rest is padding.
  const states = Float32Array.from([3, 0, 0, 4, 0, 0, 0, 5, 9, 9, 9, 9]);
  const textOf = (row: number) => states.subarray(row * 6, (row + 1) * 6);

  it("takes the mean of a text's own tokens and leaves padding out", () => {
    expect([...pool(textOf(0), 2, 2, "mean")!]).toEqual([Math.fround(0.6), Math.fround(0.8)]);
    expect([...pool(textOf(1), 2, 1, "mean")!]).toEqual([0, 1]);
  });

  it("uses the first token for cls", () => {
    expect([...pool(textOf(0), 2, 2, "cls")!]).toEqual([1, 0]);
  });

  it("gives nothing where there is no direction or no number", () => {
    expect(pool(new Float32Array(4), 2, 2, "mean")).toBeNull();
    expect(pool(Float32Array.of(Number.NaN, 1), 2, 1, "mean")).toBeNull();
  });
});
