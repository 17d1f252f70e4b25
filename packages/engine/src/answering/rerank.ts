import { InvalidOptionError, type HitExplanation, type Ranked, type Reranker } from "@ragstone/core";
import type { SearchMode } from "../api/search-mode.js";
import { orderByQuery } from "./order-by-query.js";

export interface RerankOptions {
  readonly reranker: Reranker;
  readonly query: string;
  readonly mode: SearchMode;
  /** Best first. */
  readonly ranked: readonly Ranked[];
  readonly signal?: AbortSignal | undefined;
}

/** A candidate in its new place, with the reasons that replace those of the search. */
export interface Reranked extends Ranked {
  readonly explanation: Pick<HitExplanation, "verbatim" | "demoted" | "reranked">;
}

/** Weight of the query's identifiers next to words: a reranker reads meaning, it may prefer 3.2.1 to 1.2.3. */
const nextToWords = 0.3;

/**
 * Orders the best candidates by a reranker's scores, which replace theirs. Candidates beyond its `maxCandidates` follow in
 * their order, scored no higher than the last one before them. What the query's own words decide comes after that, as in
 * a search without a reranker.
 *
 * @throws {@link InvalidOptionError} if the reranker doesn't return one score in `[0, 1]` per candidate
 */
export async function rerank({ reranker, query, mode, ranked, signal }: RerankOptions): Promise<Reranked[]> {
  const head = ranked.slice(0, reranker.maxCandidates);
  if (head.length === 0) return [];
  const candidates = head.map(({ candidate: { id, text, headings }, score }) => ({ id, text, headings, score }));
  const scores = await reranker.rerank(query, candidates, { signal });
  if (scores.length !== head.length || !scores.every((score) => score >= 0 && score <= 1))
    throw new InvalidOptionError(
      "reranker",
      reranker.name,
      `a reranker that returns ${head.length} scores from 0 to 1, one per candidate`,
    );
  const best = head
    .map(({ candidate }, at): Ranked => ({ candidate, score: scores[at]! }))
    .toSorted((left, right) => right.score - left.score);
  const lowest = best.at(-1)!.score;
  const rest = ranked.slice(head.length);
  const all = [...best, ...rest.map(({ candidate, score }) => ({ candidate, score: Math.min(score, lowest) }))];
  const given = new Map(best.map(({ candidate, score }) => [candidate, { name: reranker.name, score }]));
  const { ranked: ordered, verbatim, demoted } = orderByQuery(all, { query, mode, nextToWords });
  return ordered.map(({ candidate, score }) => ({
    candidate,
    score,
    explanation: {
      verbatim: verbatim.has(candidate),
      demoted: demoted.has(candidate),
      reranked: given.get(candidate) ?? null,
    },
  }));
}
