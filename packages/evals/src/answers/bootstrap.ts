import { random } from "./random.js";

/** A share with its 95 % interval. */
export interface Share {
  /** In `[0, 1]`; `NaN` of nothing. */
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly count: number;
}

const resamples = 1_000;

/** Mean of outcomes with its percentile bootstrap interval (Efron 1979), 1,000 resamples, always the same ones. */
export function shareOf(outcomes: readonly boolean[]): Share {
  const count = outcomes.length;
  const mean = (values: readonly boolean[]): number => values.filter(Boolean).length / values.length;
  if (count === 0) return { value: Number.NaN, low: Number.NaN, high: Number.NaN, count };
  const next = random(1);
  const means = Array.from({ length: resamples }, () => {
    let hits = 0;
    for (let at = 0; at < count; at += 1) if (outcomes[Math.floor(next() * count)] === true) hits += 1;
    return hits / count;
  }).sort((left, right) => left - right);
  return {
    value: mean(outcomes),
    low: means[Math.floor(resamples * 0.025)] ?? 0,
    high: means[Math.floor(resamples * 0.975)] ?? 1,
    count,
  };
}

/** `93.1 (91.8-94.4)`, percent. */
export function formatShare({ value, low, high }: Share): string {
  const percent = (share: number): string => (100 * share).toFixed(1);
  return Number.isNaN(value) ? "-" : `${percent(value)} (${percent(low)}-${percent(high)})`;
}
