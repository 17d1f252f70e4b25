import type { WordSimilarity } from "./unit-features.js";

/** Cosine of two words by their vectors, each word's vector asked for once. Without vectors nothing is similar. */
export function cachedSimilarity(wordVector?: (word: string) => Float32Array | null): WordSimilarity {
  if (wordVector === undefined) return () => null;
  const known = new Map<string, Float32Array | null>();
  const vectorOf = (word: string): Float32Array | null => {
    let vector = known.get(word);
    if (vector === undefined) {
      vector = unit(wordVector(word));
      known.set(word, vector);
    }
    return vector;
  };
  return (left, right) => {
    const a = vectorOf(left);
    const b = vectorOf(right);
    if (a === null || b === null || a.length !== b.length) return null;
    let sum = 0;
    for (let i = 0; i < a.length; i += 1) sum += (a[i] ?? 0) * (b[i] ?? 0);
    return sum;
  };
}

function unit(vector: Float32Array | null): Float32Array | null {
  if (vector === null) return null;
  let sum = 0;
  for (const value of vector) sum += value * value;
  const length = Math.sqrt(sum);
  return length < 1e-9 ? null : vector.map((value) => value / length);
}
