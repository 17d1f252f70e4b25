/**
 * A unit vector as two int8 numbers per dimension: `scale * (code + residual / 254)`. A scan reads only the codes; with
 * the residuals a component is exact to `max|v| / 64516`, as good as 16 bits. Shapes: `dimensions` each.
 */
export interface QuantisedVector {
  readonly codes: Int8Array;
  readonly residuals: Int8Array;
  readonly scale: number;
}

/** Scales a vector to unit length and quantises it. A zero vector stays zero. */
export function quantise(vector: Float32Array): QuantisedVector {
  let squares = 0;
  let largest = 0;
  for (const value of vector) {
    squares += value * value;
    largest = Math.max(largest, Math.abs(value));
  }
  const codes = new Int8Array(vector.length);
  const residuals = new Int8Array(vector.length);
  if (largest === 0) return { codes, residuals, scale: 0 };
  const norm = Math.sqrt(squares);
  const scale = Math.fround(largest / norm / 127);
  for (let index = 0; index < vector.length; index += 1) {
    const value = vector[index]! / norm / scale;
    const code = Math.max(-127, Math.min(127, Math.round(value)));
    codes[index] = code;
    residuals[index] = Math.max(-127, Math.min(127, Math.round((value - code) * 254)));
  }
  return { codes, residuals, scale };
}

/** Scalar product with a query, of full stored precision. */
export function preciseDot(query: Float32Array, codes: Int8Array, residuals: Int8Array, scale: number): number {
  let coarse = 0;
  let fine = 0;
  for (let index = 0; index < query.length; index += 1) {
    coarse += query[index]! * codes[index]!;
    fine += query[index]! * residuals[index]!;
  }
  return scale * (coarse + fine / 254);
}
