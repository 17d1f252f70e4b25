import { InvalidOptionError, type Ranked, type Reranker } from "@ragstone/core";

export interface RerankOptions {
  readonly reranker: Reranker;
  readonly query: string;
  /** Best first. */
  readonly ranked: readonly Ranked[];
  readonly signal?: AbortSignal | undefined;
}

/**
 * Orders the best candidates by a reranker's scores, which replace theirs. Candidates beyond its `maxCandidates` follow in
 * their order, scored no higher than the last one before them.
 *
 * @throws {@link InvalidOptionError} if the reranker doesn't return one score in `[0, 1]` per candidate
 */
export async function rerank({ reranker, query, ranked, signal }: RerankOptions): Promise<Ranked[]> {
  const head = ranked.slice(0, reranker.maxCandidates);
  if (head.length === 0) return [...ranked];
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
  return [...best, ...rest.map(({ candidate, score }) => ({ candidate, score: Math.min(score, lowest) }))];
}
