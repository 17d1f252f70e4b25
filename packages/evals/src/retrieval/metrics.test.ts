import { describe, expect, it } from "vitest";
import { ndcg, recall } from "./metrics.js";

const gains = new Map([
  ["a", 3],
  ["b", 2],
  ["c", 1],
]);

describe("retrieval metrics", () => {
  it("discount gains by rank against the best order", () => {
    expect(ndcg(["a", "b", "c"], gains, 10)).toBe(1);
    // (2/1 + 3/log2(3) + 0 + 1/log2(5)) / (3/1 + 2/log2(3) + 1/2)
    expect(ndcg(["b", "a", "x", "c"], gains, 10)).toBeCloseTo(4.32347 / 4.76186, 4);
    expect(ndcg(["x", "y", "z", "a"], gains, 3)).toBe(0);
    expect(ndcg(["a"], gains, 1)).toBe(1);
    expect(ndcg(["a"], new Map(), 10)).toBe(0);
  });

  it("count the relevant documents among the first", () => {
    expect(recall(["x", "a", "b"], gains, 3)).toBeCloseTo(2 / 3);
    expect(recall(["x", "a", "b"], gains, 2)).toBeCloseTo(1 / 3);
    expect(recall([], gains, 100)).toBe(0);
    expect(recall(["a"], new Map(), 100)).toBe(0);
  });
});
