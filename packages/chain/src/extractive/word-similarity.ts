import type { WordSimilarity } from "./match-term.js";

interface MeasuredVector {
  readonly values: Float32Array;
  readonly length: number;
}

/** Cosine of two words by their vectors, each word's vector asked for once. Without vectors nothing is similar. */
export function cachedSimilarity(wordVector?: (word: string) => Float32Array | null): WordSimilarity {
  if (wordVector === undefined) return () => null;
  const known = new Map<string, MeasuredVector | null>();
  const vectorOf = (word: string): MeasuredVector | null => {
    let vector = known.get(word);
    if (vector === undefined) {
      vector = measured(wordVector(word));
      known.set(word, vector);
    }
    return vector;
  };
  return (left, right) => {
    const a = vectorOf(left);
    const b = vectorOf(right);
    return a === null || b === null || a.values.length !== b.values.length
      ? null
      : dot(a.values, b.values) / (a.length * b.length);
  };
}

function measured(values: Float32Array | null): MeasuredVector | null {
  if (values === null) return null;
  const length = Math.sqrt(dot(values, values));
  return length < 1e-9 ? null : { values, length };
}

function dot(left: Float32Array, right: Float32Array): number {
  let sum = 0;
  for (let at = 0; at < left.length; at += 1) sum += left[at]! * right[at]!;
  return sum;
}
