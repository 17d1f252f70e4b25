import { random } from "../corpus/random.js";

/**
 * Draws vectors of length 1, each near one of as many centres as there are 200 of them, spread about it as passages are
 * about their subjects. The same ones for the same arguments.
 */
export function clusteredVectors(count: number, dimensions: number): () => Float32Array {
  const next = random(count + dimensions);
  const centres = Array.from({ length: Math.ceil(count / 200) }, () => near(null, dimensions, next));
  return () => near(centres[Math.floor(next() * centres.length)]!, dimensions, next);
}

function near(centre: Float32Array | null, dimensions: number, next: () => number): Float32Array {
  const spread = centre === null ? 1 : 1.5 / Math.sqrt(dimensions);
  const vector = new Float32Array(dimensions);
  let squares = 0;
  for (let at = 0; at < dimensions; at += 1) {
    vector[at] = (centre?.[at] ?? 0) + spread * (next() + next() + next() + next() - 2);
    squares += vector[at]! ** 2;
  }
  const norm = Math.sqrt(squares);
  return vector.map((value) => value / norm);
}
