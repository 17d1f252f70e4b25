import { bm25, idf, saturation, type QueryTerm } from "@ragstone/tokenizers/words";
import { chunkDataOf, type ChunkData, type ChunkSource } from "../documents/stored-chunk.js";
import type { FoundTerm } from "./fetch-terms.js";

/** A chunk that was found. */
export interface FoundChunk extends ChunkSource {
  readonly chunk: ChunkData;
}

/** A term of the query with its share of a score: rarity times weight. */
export interface WeighedTerm {
  readonly terms: readonly string[];
  readonly rarity: number;
}

export interface Statistics {
  readonly chunks: number;
  readonly averageLength: number;
}

/** Nodes accept 1024 clauses in one query. */
const maxClauses = 900;

export function foundChunk(source: ChunkSource): FoundChunk {
  return { ...source, chunk: chunkDataOf(source) };
}

/** Terms that some chunk contains, in an order that depends on the statistics alone: float sums differ by order. */
export function weigh(terms: readonly QueryTerm<FoundTerm>[], { chunks }: Statistics): WeighedTerm[] {
  return terms
    .filter(({ postings }) => postings.df > 0)
    .map(({ postings, weight, df }) => ({ terms: postings.terms, rarity: idf(chunks, df) * weight }))
    .sort((one, other) => other.rarity - one.rarity || (one.terms[0]! < other.terms[0]! ? -1 : 1));
}

/** BM25 of a chunk, exactly. */
export function scoreOf(
  { terms, length }: Pick<ChunkSource, "terms" | "length">,
  weighed: readonly WeighedTerm[],
  { averageLength }: Statistics,
): number {
  const counts = new Map<string, number>();
  for (const term of terms.split(" ")) counts.set(term, (counts.get(term) ?? 0) + 1);
  let score = 0;
  for (const { terms: same, rarity } of weighed) {
    const count = same.reduce((sum, term) => sum + (counts.get(term) ?? 0), 0);
    if (count > 0) score += rarity * saturation(count, length, averageLength);
  }
  return score;
}

/**
 * The clauses of a query whose score is BM25 with the given statistics, in 32-bit numbers: of the server's own score of
 * a term, its number of occurrences.
 */
export function scoringClauses(weighed: readonly WeighedTerm[], { averageLength }: Statistics): object[] {
  const { k1, b } = bm25;
  let left = maxClauses - weighed.length;
  return weighed.map(({ terms, rarity }) => {
    left -= terms.length - 1;
    // Beyond the limit the terms of a prefix count once: exact scores follow for the best.
    const query =
      left < 0 ? { terms: { terms } } : { bool: { should: terms.map((term) => ({ term: { terms: term } })) } };
    const params = { weight: rarity * (k1 + 1), base: k1 * (1 - b), slope: (k1 * b) / averageLength };
    return { script_score: { query, script: { source: scoring, params } } };
  });
}

const scoring = "params.weight * _score / (_score + params.base + params.slope * doc['length'].value)";

/** Best first; of equals, the first by path and position. */
export function byScore(
  one: { readonly score: number; readonly found: FoundChunk },
  other: { readonly score: number; readonly found: FoundChunk },
): number {
  return other.score - one.score || byPlace(one.found, other.found);
}

function byPlace(one: FoundChunk, other: FoundChunk): number {
  return (
    compare(one.chunk.path, other.chunk.path) ||
    compare(one.chunk.origin, other.chunk.origin) ||
    one.position - other.position
  );
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
