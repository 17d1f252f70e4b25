import { fuseScores, type Candidate, type HitExplanation, type Ranked } from "@ragstone/core";
import type { SearchMode } from "../api/search-mode.js";
import type { Weighed } from "../ranking/rank-by-features.js";
import type { SearchPart } from "../ranking/search-part.js";
import { orderByQuery } from "./order-by-query.js";
import { shareOf } from "./prefer-identifiers.js";

export interface RankOptions {
  readonly query: string;
  readonly mode: SearchMode;
  /** Share of the vectors in the fused score of a hybrid search. @defaultValue 0.5 */
  readonly vectorWeight?: number | undefined;
  /** Orders fused candidates. @defaultValue they keep their order */
  readonly compare?: ((fused: readonly Ranked[]) => Weighed[]) | undefined;
  /** Parts that are left out. @defaultValue none */
  readonly without?: ReadonlySet<SearchPart> | undefined;
}

/** A ranked candidate with the reasons. */
export interface Explained extends Ranked {
  readonly explanation: HitExplanation;
}

/** Weight of identifiers next to words: against fused scores, and against features, which lie closer together. */
const identifierWeights = { fused: 0.3, compared: 0.1 } as const;

/**
 * Orders the candidates of a search, best first, without those that neither words nor vectors recommend: by the fused
 * scores or by `compare`, then as {@link orderByQuery} does.
 */
export function rankCandidates(
  candidates: readonly Candidate[],
  { query, mode, vectorWeight, compare, without }: RankOptions,
): Explained[] {
  const fused = fuseScores(candidates, mode === "vector" ? 1 : vectorWeight).filter(({ score }) => score > 0);
  const fusions = new Map(fused.map(({ candidate, score }) => [candidate, score]));
  const compared = compare?.(fused) ?? fused.map((entry) => ({ ...entry, features: null }));
  const features = new Map(compared.map((entry) => [entry.candidate, entry.features]));
  const nextToWords = compare === undefined ? identifierWeights.fused : identifierWeights.compared;
  const { ranked, identifiers, verbatim, demoted } = orderByQuery(compared, { query, mode, nextToWords, without });
  return ranked.map(({ candidate, score }) => ({
    candidate,
    score,
    explanation: {
      fusion: fusions.get(candidate)!,
      features: features.get(candidate) ?? null,
      identifiers: identifiers.length === 0 ? null : shareOf(identifiers, candidate),
      verbatim: verbatim.has(candidate),
      demoted: demoted.has(candidate),
      reranked: null,
    },
  }));
}
