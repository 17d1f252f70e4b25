import type { Word } from "@ragstone/verify/internal";

/** Makes the vector of some words: their vectors' mean, rare words counting more; `null` where no word has one. */
export type SentenceVector = (list: readonly Word[]) => Float32Array | null;

export interface SentenceVectorOptions {
  readonly wordVector: ((word: string) => Float32Array | null) | undefined;
  readonly weightOf: (word: Word) => number;
}

/** Sentence vectors of unit length from word vectors, each word's weighted vector computed once. */
export function sentenceVectors({ wordVector, weightOf }: SentenceVectorOptions): SentenceVector {
  if (wordVector === undefined) return () => null;
  const known = new Map<string, { readonly vector: Float32Array; readonly weight: number } | null>();
  const weighted = (word: Word) => {
    let found = known.get(word.folded);
    if (found === undefined) {
      const vector = wordVector(word.folded);
      found = vector === null ? null : { vector, weight: weightOf(word) };
      known.set(word.folded, found);
    }
    return found;
  };
  return (list) => {
    let total: Float32Array | null = null;
    for (const word of list) {
      const found = weighted(word);
      if (found === null) continue;
      total ??= new Float32Array(found.vector.length);
      for (let at = 0; at < total.length; at += 1) total[at]! += found.weight * found.vector[at]!;
    }
    return total === null ? null : unitLength(total);
  };
}

/** Cosine of two vectors of unit length; 0 where one is missing. */
export function cosineOf(left: Float32Array | null, right: Float32Array | null): number {
  if (left === null || right === null) return 0;
  let sum = 0;
  for (let at = 0; at < left.length; at += 1) sum += left[at]! * right[at]!;
  return sum;
}

function unitLength(vector: Float32Array): Float32Array | null {
  const length = Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0));
  return length < 1e-9 ? null : vector.map((value) => value / length);
}
