/** A vector as `hnswlib-node` takes it. */
export function plainArray(vector: Float32Array): number[] {
  const numbers: number[] = [];
  for (let at = 0; at < vector.length; at += 1) numbers.push(vector[at]!);
  return numbers;
}
