import { labelledText, type Embedder, type RerankCandidate, type Reranker } from "@ragstone/core";
import { fittingPieces } from "./fitting-pieces.js";
import { createVectorCache } from "./vector-cache.js";

const maxCandidates = 30;

/**
 * Shares of the search's score and of the similarity, chosen on real questions: `docs/decisions/local-models.md`. The
 * similarity of the best sentence added nothing to that of the passage and costs as much again.
 */
const weights = { search: 0.5, passage: 0.5 } as const;

/**
 * An encoder as a reranker: the similarity of query and passage, combined with the score of the search. Vectors of
 * recent passages are kept, so that a repeated question costs little.
 */
export function encoderReranker(embedder: Embedder, name: string): Reranker {
  const vectorsOf = createVectorCache((texts, signal) => embedder.embed(texts, { kind: "passage", signal }));
  return {
    name,
    maxCandidates,
    async rerank(query, candidates, { signal } = {}) {
      const { vectors } = await embedder.embed([query], { kind: "query", signal });
      const wanted = vectors[0] ?? null;
      if (wanted === null) return candidates.map(({ score }) => score);
      const pieces = candidates.map((candidate) => fittingPieces(labelledText(candidate), embedder));
      const known = await vectorsOf(pieces.flat(), signal);
      return candidates.map((candidate, at) => {
        const similarities = pieces[at]!.map((piece) => similarity(wanted, known.get(piece) ?? null));
        return combined(candidate, Math.max(...similarities));
      });
    },
    close: () => embedder.close?.() ?? Promise.resolve(),
  };
}

function combined({ score }: RerankCandidate, passage: number): number {
  return weights.search * score + weights.passage * passage;
}

/** Cosine of vectors of length 1, negative ones as 0. */
function similarity(left: Float32Array, right: Float32Array | null): number {
  if (right === null) return 0;
  let sum = 0;
  for (let at = 0; at < left.length; at++) sum += left[at]! * right[at]!;
  return Math.min(1, Math.max(0, sum));
}
