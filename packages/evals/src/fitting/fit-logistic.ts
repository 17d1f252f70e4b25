import { minimise } from "./minimise.js";
import { scalingOf } from "./scaling.js";

const steps = 400;

export interface LogisticRow {
  readonly features: readonly number[];
  readonly isPositive: boolean;
  readonly weight: number;
}

/** A log-odds that is linear in some features. */
export interface Logistic {
  readonly bias: number;
  readonly weights: readonly number[];
}

/** Logistic regression with a squared penalty on all weights but the bias. */
export function fitLogistic(rows: readonly LogisticRow[], penalty: number): Logistic {
  const scaling = scalingOf(rows.map(({ features }) => features));
  const scaled = rows.map(({ features }) => [1, ...scaling.scaled(features)]);
  const total = rows.reduce((sum, { weight }) => sum + weight, 0);
  const size = scaled[0]?.length ?? 1;
  const fitted = minimise(size, steps, (current, slope) => {
    scaled.forEach((row, at) => {
      const { isPositive, weight } = rows[at]!;
      const logOdds = row.reduce((sum, value, index) => sum + value * current[index]!, 0);
      const error = (weight / total) * (1 / (1 + Math.exp(-logOdds)) - Number(isPositive));
      row.forEach((value, index) => (slope[index]! += error * value));
    });
    for (let index = 1; index < size; index += 1) slope[index]! += penalty * current[index]!;
  });
  const { weights, offset } = scaling.unscaled(fitted.subarray(1));
  return { bias: fitted[0]! + offset, weights };
}
