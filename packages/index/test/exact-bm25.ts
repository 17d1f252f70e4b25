/** A chunk as the oracle sees it: its terms, and its length in words. */
export interface CountedChunk {
  readonly terms: readonly string[];
  readonly words: number;
}

/**
 * Scores every chunk by the formula of Robertson and Zaragoza (2009, section 3.2) with k1 0.9 and b 0.4, in which the
 * rarity of a term that `n` of `N` chunks contain is `ln((N + 1) / (n + 0.5))`. A repeated term counts again. Imports
 * nothing of the search under test.
 */
export function exactBm25(chunks: readonly CountedChunk[], query: readonly string[]): number[] {
  const averageWords = chunks.reduce((sum, { words }) => sum + words, 0) / chunks.length;
  return chunks.map(({ terms, words }) => {
    const lengthFactor = 0.6 + 0.4 * (words / averageWords);
    return query.reduce((score, term) => {
      const count = terms.filter((other) => other === term).length;
      const found = chunks.filter((chunk) => chunk.terms.includes(term)).length;
      const rarity = Math.log((chunks.length + 1) / (found + 0.5));
      return count === 0 ? score : score + (rarity * 1.9) / (1 + (0.9 * lengthFactor) / count);
    }, 0);
  });
}
