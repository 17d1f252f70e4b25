import type { StaticTable } from "@ragstone/static-en";

/**
 * From token ids to the unit vector of the sum of their rows, `null` where the sum is nothing. Ids outside the table
 * add nothing.
 */
export type StaticSum = (ids: ArrayLike<number>) => Float32Array | null;

/**
 * Below this length a sum is meaningless and the text has no dense result (README of `@ragstone/static-en`, "Inference,
 * exactly").
 */
const minimumNorm = 1e-9;

/** Sums in plain JavaScript and float64: where there is no WebAssembly, and as the measure of the fast one. */
export function plainStaticSum({ config, embeddings, scales }: StaticTable): StaticSum {
  const { dim, vocabSize } = config;
  const sums = new Float64Array(dim);
  return (ids) => {
    sums.fill(0);
    for (let position = 0; position < ids.length; position++) {
      const id = ids[position]!;
      if (id >= vocabSize) continue;
      const scale = scales[id]!;
      const row = id * dim;
      for (let column = 0; column < dim; column++) sums[column]! += scale * embeddings[row + column]!;
    }
    return unitVector(sums);
  };
}

/** The float32 vector of length 1 in the direction of `sums`, `null` where there is none. */
export function unitVector(sums: Float32Array | Float64Array): Float32Array | null {
  let squares = 0;
  for (let column = 0; column < sums.length; column++) squares += sums[column]! * sums[column]!;
  const norm = Math.sqrt(squares);
  if (!(norm >= minimumNorm)) return null;
  const vector = new Float32Array(sums.length);
  for (let column = 0; column < sums.length; column++) vector[column] = sums[column]! / norm;
  return vector;
}
