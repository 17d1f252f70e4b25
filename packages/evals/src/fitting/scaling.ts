/** Scales features to mean 0 and deviation 1, so that one penalty suits all of them. */
export interface Scaling {
  readonly scaled: (features: readonly number[]) => Float64Array;
  /** Weights of the features as they are, and what is to be added, from weights of scaled ones. */
  readonly unscaled: (weights: Float64Array) => { readonly weights: readonly number[]; readonly offset: number };
}

export function scalingOf(rows: readonly (readonly number[])[]): Scaling {
  const size = rows[0]?.length ?? 0;
  const mean = new Float64Array(size);
  const deviation = new Float64Array(size);
  for (const row of rows) row.forEach((value, at) => (mean[at]! += value / rows.length));
  for (const row of rows) row.forEach((value, at) => (deviation[at]! += (value - mean[at]!) ** 2 / rows.length));
  // A feature that never varies tells nothing.
  const scale = deviation.map((variance) => (variance < 1e-9 ? 0 : 1 / Math.sqrt(variance)));
  return {
    scaled: (features) => Float64Array.from(features, (value, at) => (value - mean[at]!) * scale[at]!),
    unscaled: (weights) => ({
      weights: Array.from(weights, (weight, at) => weight * scale[at]!),
      offset: -weights.reduce((sum, weight, at) => sum + weight * scale[at]! * mean[at]!, 0),
    }),
  };
}
