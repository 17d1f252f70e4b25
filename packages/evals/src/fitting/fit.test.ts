import { describe, expect, test } from "vitest";
import { fitLogistic } from "./fit-logistic.js";
import { fitRanking } from "./fit-ranking.js";
import { minimise } from "./minimise.js";
import type { Sample } from "./sample.js";
import { scalingOf } from "./scaling.js";

describe("the fit of the extractive generator", () => {
  test("finds the lowest point of a bowl", () => {
    const lowest = minimise(2, 2000, (weights, slope) => {
      slope[0] = weights[0]! - 3;
      slope[1] = 4 * (weights[1]! + 1);
    });
    expect(lowest[0]).toBeCloseTo(3, 1);
    expect(lowest[1]).toBeCloseTo(-1, 1);
  });

  test("scales features without changing what weights compute", () => {
    const rows = [
      [1, 200, 7],
      [3, 100, 7],
    ];
    const scaling = scalingOf(rows);
    const { weights, offset } = scaling.unscaled(Float64Array.from([2, -1, 5]));
    for (const row of rows) {
      const [first, second] = scaling.scaled(row);
      const direct = row.reduce((sum, value, at) => sum + value * weights[at]!, offset);
      expect(direct).toBeCloseTo(2 * first! - second!);
    }
  });

  test("gives a feature that tells right from wrong its sign, and one that tells nothing no weight", () => {
    const rows = [0, 1, 2, 3].flatMap((value) =>
      [0, 1].map((noise) => ({ features: [value, noise], isPositive: value > 1, weight: 1 })),
    );
    const { bias, weights } = fitLogistic(rows, 0.05);
    expect(weights[0]).toBeGreaterThan(0.5);
    expect(weights[1]).toBeCloseTo(0, 3);
    expect(bias + 1.5 * weights[0]!).toBeCloseTo(0, 1);
  });

  test("ranks excerpts with the evidence first", () => {
    const excerpt = (near: number, long: number, isGold: boolean) => ({ features: { near, long }, isGold });
    const sample = (excerpts: Sample["excerpts"]): Sample => ({
      set: "a",
      isAnswerable: true,
      condition: "everything",
      isRight: true,
      isBlocked: false,
      features: null,
      excerpts,
    });
    const [near, long] = fitRanking(
      [
        sample([excerpt(1, 5, true), excerpt(0, 5, false), excerpt(0.2, 1, false)]),
        sample([excerpt(0.9, 1, true), excerpt(0.1, 5, false), excerpt(0.3, 1, false)]),
        sample([excerpt(0, 9, false)]),
      ],
      ["near", "long"],
      () => 1,
    );
    expect(near).toBeGreaterThan(1);
    expect(Math.abs(long!)).toBeLessThan(near!);
  });
});
