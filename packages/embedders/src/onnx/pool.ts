/** How the vectors of a text's tokens become one: their mean, or the one of the first token. */
export type Pooling = "mean" | "cls";

/**
 * Pools one text's token vectors and divides by the length.
 *
 * @param states - `sequence x dim`: the text's part of the model's output
 * @param tokens - how many of the sequence's positions are the text's own; the rest is padding
 * @returns `null` where the result has no direction or is not finite
 */
export function pool(states: Float32Array, dim: number, tokens: number, pooling: Pooling): Float32Array | null {
  const sums = new Float64Array(dim);
  const counted = pooling === "cls" ? 1 : tokens;
  for (let token = 0; token < counted; token++) {
    const from = token * dim;
    for (let column = 0; column < dim; column++) sums[column]! += states[from + column]!;
  }
  return normalise(sums);
}

/** A vector of length 1; `null` where the values have no direction or are not finite. */
export function normalise(values: Float32Array | Float64Array): Float32Array | null {
  let squares = 0;
  for (const value of values) squares += value * value;
  const norm = Math.sqrt(squares);
  return norm > 0 && Number.isFinite(norm) ? Float32Array.from(values, (value) => value / norm) : null;
}
