import { minimise } from "./minimise.js";
import type { Sample } from "./sample.js";
import { scalingOf } from "./scaling.js";

const steps = 150;
const penalty = 0.03;

/**
 * Weights that rank excerpts with the evidence first: the negative log of their share among all excerpts of a question,
 * with scores as exponents, and a squared penalty.
 */
export function fitRanking(
  samples: readonly Sample[],
  names: readonly string[],
  weightOf: (sample: Sample) => number,
): readonly number[] {
  const usable = samples.filter(({ excerpts }) => excerpts.some((one) => one.isGold));
  const rows = usable.map(({ excerpts }) => excerpts.map(({ features }) => names.map((name) => features[name]!)));
  const scaling = scalingOf(rows.flat());
  const questions = usable.map((sample, at) => ({
    rows: rows[at]!.map(scaling.scaled),
    gold: sample.excerpts.map((one) => one.isGold),
    weight: weightOf(sample),
  }));
  const total = questions.reduce((sum, { weight }) => sum + weight, 0);
  const weights = minimise(names.length, steps, (current, slope) => {
    for (const { rows: excerpts, gold, weight } of questions) {
      const exponents = shares(excerpts.map((row) => dot(current, row)));
      const held = exponents.reduce((sum, value, at) => sum + (gold[at]! ? value : 0), 0);
      excerpts.forEach((row, at) => {
        const pull = (weight / total) * (exponents[at]! - (gold[at]! ? exponents[at]! / held : 0));
        for (let index = 0; index < row.length; index += 1) slope[index]! += pull * row[index]!;
      });
    }
    for (let index = 0; index < slope.length; index += 1) slope[index]! += penalty * current[index]!;
  });
  return scaling.unscaled(weights).weights;
}

function shares(scores: readonly number[]): number[] {
  const highest = Math.max(...scores);
  const exponents = scores.map((score) => Math.exp(score - highest));
  const sum = exponents.reduce((total, value) => total + value, 0);
  return exponents.map((value) => value / sum);
}

function dot(weights: Float64Array, row: Float64Array): number {
  return weights.reduce((sum, weight, at) => sum + weight * row[at]!, 0);
}
