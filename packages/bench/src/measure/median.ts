/** The middle value, the higher of two; `q` other than 0.5 gives that quantile. `NaN` of nothing. */
export function median(values: readonly number[], q = 0.5): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))] ?? Number.NaN;
}
