/**
 * Measured on four collections with Porter stemming: k1 0.9, b 0.4 is above FTS5's fixed 1.2 and 0.75
 * (docs/decisions/text-search-without-fts5.md).
 */
export const bm25 = { k1: 0.9, b: 0.4 } as const;

const { k1, b } = bm25;

/**
 * Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond" (2009), with Lucene's idf, which is
 * never negative.
 */
export function idf(chunks: number, df: number): number {
  return Math.log(1 + (chunks - df + 0.5) / (df + 0.5));
}

/** A term's contribution to a chunk's score, for an idf of 1. Grows with count, falls with length. */
export function saturation(count: number, length: number, averageLength: number): number {
  return (count * (k1 + 1)) / (count + k1 * (1 - b + (b * length) / averageLength));
}
