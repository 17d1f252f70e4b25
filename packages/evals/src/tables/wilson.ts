/** A count with its share and the 95 % interval of that. */
export interface CountedShare {
  readonly hits: number;
  readonly count: number;
  /** In `[0, 1]`; `NaN` of nothing. */
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** The 97.5 % quantile of the normal distribution. */
const z = 1.959964;

/** Wilson's score interval (1927), which is right for small counts and for shares near 0 and 1. */
export function wilson(hits: number, count: number): CountedShare {
  if (count === 0) return { hits, count, value: Number.NaN, low: Number.NaN, high: Number.NaN };
  const value = hits / count;
  const scale = 1 + z ** 2 / count;
  const centre = (value + z ** 2 / (2 * count)) / scale;
  const half = (z / scale) * Math.sqrt((value * (1 - value)) / count + z ** 2 / (4 * count ** 2));
  return { hits, count, value, low: Math.max(0, centre - half), high: Math.min(1, centre + half) };
}
