import type { StaticTable } from "@ragstone/static-en";

/** Below this length a sum says nothing and the text has no dense result (the model's README, "Inference, exactly"). */
const minimumNorm = 1e-9;

/**
 * Makes a function from token ids to the unit vector of their sum, `null` where the sum is nothing. One row costs `dim`
 * multiplications; sums are kept in float64. Ids outside the table count as unknown, whose row is zero.
 */
export function staticSum({ config, embeddings, scales }: StaticTable): (ids: ArrayLike<number>) => Float32Array | null {
  const { dim, vocabSize } = config;
  const sum = new Float64Array(dim);
  return (ids) => {
    sum.fill(0);
    for (let position = 0; position < ids.length; position++) {
      const id = ids[position]!;
      if (id >= vocabSize) continue;
      const scale = scales[id]!;
      if (scale === 0) continue;
      const row = id * dim;
      for (let column = 0; column < dim; column += 4) {
        sum[column]! += scale * embeddings[row + column]!;
        sum[column + 1]! += scale * embeddings[row + column + 1]!;
        sum[column + 2]! += scale * embeddings[row + column + 2]!;
        sum[column + 3]! += scale * embeddings[row + column + 3]!;
      }
    }
    let squares = 0;
    for (let column = 0; column < dim; column++) squares += sum[column]! * sum[column]!;
    const norm = Math.sqrt(squares);
    if (!(norm >= minimumNorm)) return null;
    const vector = new Float32Array(dim);
    for (let column = 0; column < dim; column++) vector[column] = sum[column]! / norm;
    return vector;
  };
}
