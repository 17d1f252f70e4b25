import {
  embedQuery,
  labelledText,
  type Embedder,
  type OnEvent,
  type RerankCandidate,
  type Reranker,
} from "@ragstone/core";
import { fittingPieces } from "./fitting-pieces.js";
import { createVectorCache } from "./vector-cache.js";

const maxCandidates = 30;

/**
 * Shares of the search's score and of the similarity, chosen on real questions: `docs/decisions/local-models.md`. The
 * similarity of the best sentence added nothing to that of the passage and costs as much again.
 */
const weights = { search: 0.5, passage: 0.5 } as const;

export interface EncoderRerankerOptions {
  readonly name: string;
  readonly onEvent?: OnEvent | undefined;
}

/**
 * An encoder as a reranker: the similarity of query and passage, combined with the score of the search. Vectors of
 * recent passages are kept, so that a repeated question costs little. A query above the window is shortened as for a
 * search by vectors; passages without a vector keep the search's score, with the notice `passages-not-compared`.
 */
export function encoderReranker(embedder: Embedder, { name, onEvent }: EncoderRerankerOptions): Reranker {
  const vectorsOf = createVectorCache((texts, signal) => embedder.embed(texts, { kind: "passage", signal }));
  const messages = { model: `the reranker ${name}`, otherwise: "the order of the search is kept" };
  return {
    name,
    maxCandidates,
    async rerank(query, candidates, { signal } = {}) {
      const wanted = await embedQuery(embedder, query, { ...messages, signal, onEvent });
      if (wanted === null) return candidates.map(({ score }) => score);
      const pieces = candidates.map((candidate) => fittingPieces(labelledText(candidate), embedder));
      const known = await vectorsOf(pieces.flat(), signal);
      const compared = pieces.map((texts) =>
        texts.flatMap((text) => {
          const vector = known.get(text) ?? null;
          return vector === null ? [] : [similarity(wanted, vector)];
        }),
      );
      const without = compared.filter((similarities) => similarities.length === 0).length;
      if (without > 0)
        onEvent?.({
          type: "notice-raised",
          code: "passages-not-compared",
          message: `The reranker ${name} could not read ${without} of ${candidates.length} passages: they keep the search's score.`,
        });
      return candidates.map((candidate, at) => combined(candidate, compared[at]!));
    },
    close: () => embedder.close?.() ?? Promise.resolve(),
  };
}

function combined({ score }: RerankCandidate, similarities: readonly number[]): number {
  return similarities.length === 0 ? score : weights.search * score + weights.passage * Math.max(...similarities);
}

/** Cosine of vectors of length 1, negative ones as 0. */
function similarity(left: Float32Array, right: Float32Array): number {
  let sum = 0;
  for (let at = 0; at < left.length; at++) sum += left[at]! * right[at]!;
  return Math.min(1, Math.max(0, sum));
}
