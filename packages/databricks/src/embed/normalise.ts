/** The vector at length 1, in place; `null` when it has no direction. */
export function normalise(vector: Float32Array): Float32Array | null {
  let sum = 0;
  for (let i = 0; i < vector.length; i += 1) sum += vector[i]! * vector[i]!;
  const length = Math.sqrt(sum);
  if (!(length > 1e-12)) return null;
  const factor = 1 / length;
  for (let i = 0; i < vector.length; i += 1) vector[i] = vector[i]! * factor;
  return vector;
}
