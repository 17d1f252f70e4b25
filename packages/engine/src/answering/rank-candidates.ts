import { fuseScores, type Candidate, type HitExplanation, type Ranked } from "@ragstone/core";
import { namedIdentifiers } from "@ragstone/verify/internal";
import type { SearchMode } from "../api/search-mode.js";
import { isVerbatim, typedSentence } from "../ranking/is-verbatim.js";
import type { Weighed } from "../ranking/rank-by-features.js";
import { demoteNavigation } from "./demote-navigation.js";
import { preferIdentifiers, shareOf } from "./prefer-identifiers.js";

export interface RankOptions {
  readonly query: string;
  readonly mode: SearchMode;
  /** Share of the vectors in the fused score of a hybrid search. @defaultValue 0.5 */
  readonly vectorWeight?: number | undefined;
  /** Orders fused candidates. @defaultValue they keep their order */
  readonly compare?: ((fused: readonly Ranked[]) => Weighed[]) | undefined;
}

/** A ranked candidate with the reasons. */
export interface Explained extends Ranked {
  readonly explanation: HitExplanation;
}

/**
 * Weight of the query's identifiers: alone, no passage without them comes before one with them; next to words, by fused
 * scores, and by features, which lie closer together.
 */
const identifierWeights = { alone: 1, fused: 0.3, compared: 0.1 } as const;

/**
 * Orders the candidates of a search, best first, without those that neither words nor vectors recommend: by the fused
 * scores or by `compare`, then those with the query's identifiers first, then those that contain a query of five words
 * and more as it is; lists of links behind what they lead to.
 */
export function rankCandidates(
  candidates: readonly Candidate[],
  { query, mode, vectorWeight, compare }: RankOptions,
): Explained[] {
  const fused = fuseScores(candidates, mode === "vector" ? 1 : vectorWeight).filter(({ score }) => score > 0);
  const fusions = new Map(fused.map(({ candidate, score }) => [candidate, score]));
  const compared = compare?.(fused) ?? fused.map((entry) => ({ ...entry, features: null }));
  const features = new Map(compared.map((entry) => [entry.candidate, entry.features]));
  const identifiers = mode === "vector" ? [] : namedIdentifiers(query);
  const isAlone = new Set(query.trim().split(/\s+/u)).size === identifiers.length;
  const weight = identifierWeights[isAlone ? "alone" : compare === undefined ? "fused" : "compared"];
  const preferred = identifiers.length === 0 ? compared : preferIdentifiers(compared, identifiers, weight);
  const sentence = typedSentence(query);
  const verbatim = new Set(
    sentence === null
      ? []
      : preferred.map(({ candidate }) => candidate).filter(({ text }) => isVerbatim(sentence, text)),
  );
  const { ranked, demoted } = demoteNavigation(verbatimFirst(preferred, verbatim), query);
  return ranked.map(({ candidate, score }) => ({
    candidate,
    score,
    explanation: {
      fusion: fusions.get(candidate)!,
      features: features.get(candidate) ?? null,
      identifiers: identifiers.length === 0 ? null : shareOf(identifiers, candidate),
      verbatim: verbatim.has(candidate),
      demoted: demoted.has(candidate),
    },
  }));
}

/** Halves the scores of the others, so that all scores stay in order. */
function verbatimFirst(ranked: readonly Ranked[], verbatim: ReadonlySet<Candidate>): readonly Ranked[] {
  if (verbatim.size === 0) return ranked;
  return ranked
    .map(({ candidate, score }) => ({ candidate, score: verbatim.has(candidate) ? (1 + score) / 2 : score / 2 }))
    .toSorted((one, other) => other.score - one.score);
}
