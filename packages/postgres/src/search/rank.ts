import { idf, saturation, type QueryTerm } from "@ragstone/tokenizers/words";
import type { TermPostings } from "./postings.js";

/** A chunk by its document's row and its position there. */
export interface ChunkPlace {
  readonly document: number;
  readonly position: number;
}

export interface Scored extends ChunkPlace {
  readonly score: number;
}

/** Statistics that scores follow from. */
export interface Statistics {
  readonly chunks: number;
  /** Mean number of words of a chunk, at least 1. */
  readonly averageLength: number;
}

/** Positions below this fit next to a document's row in one number. */
const maxPositions = 2 ** 22;

/** BM25 of every chunk that contains a term, in no order. */
export function scoresOf(terms: readonly QueryTerm<TermPostings>[], { chunks, averageLength }: Statistics): Scored[] {
  const scores = new Map<number, number>();
  // Float sums in another order would differ in their last digits: the order depends on the statistics alone.
  const weighed = terms
    .map(({ postings, weight, df }) => ({ postings, rarity: idf(chunks, df) * weight }))
    .sort((one, other) => other.rarity - one.rarity || (one.postings.term < other.postings.term ? -1 : 1));
  for (const { postings, rarity } of weighed) {
    const { df, documents, positions, counts, lengths } = postings;
    for (let at = 0; at < df; at += 1) {
      const key = documents[at]! * maxPositions + positions[at]!;
      scores.set(key, (scores.get(key) ?? 0) + rarity * saturation(counts[at]!, lengths[at]!, averageLength));
    }
  }
  return Array.from(scores, ([key, score]) => ({
    document: Math.floor(key / maxPositions),
    position: key % maxPositions,
    score,
  }));
}

/** The best `k` and all that equal the last of them, best first. */
export function bestWithTies(scored: readonly Scored[], k: number): Scored[] {
  if (scored.length <= k) return scored.toSorted((one, other) => other.score - one.score);
  const least = Float64Array.from(scored, ({ score }) => score)
    .sort()
    .at(-k)!;
  return scored.filter(({ score }) => score >= least).sort((one, other) => other.score - one.score);
}
