import { confidenceFeatures, confidenceNames } from "./confidence-features.js";
import { confidenceWeights, confidenceWeightsElsewhere } from "./confidence-weights.js";
import { matchedShare } from "./matched-share.js";
import type { Excerpt } from "./excerpt.js";
import type { RankedExcerpt } from "./rank-excerpts.js";

/** An excerpt that matches less of the question, its headings and path included, does not answer it. */
const leastMatched = 0.35;
const unmatchedLogOdds = -1.5;

/** Probability that the chosen of the ranked excerpts of a question answer it, and its log-odds. 0 where there are none. */
export function confidenceOf(
  ranked: readonly RankedExcerpt[],
  chosen: readonly Excerpt[],
  isEnglish: boolean,
): {
  readonly logOdds: number;
  readonly confidence: number;
} {
  const [best] = ranked;
  if (best === undefined) return { logOdds: -Infinity, confidence: 0 };
  const features = confidenceFeatures(ranked, chosen);
  const weights = isEnglish ? confidenceWeights : confidenceWeightsElsewhere;
  const sum = confidenceNames.reduce((total, name) => total + weights[name] * features[name], weights.bias);
  const logOdds = matchedShare(best) < leastMatched ? Math.min(sum, unmatchedLogOdds) : sum;
  return { logOdds, confidence: 1 / (1 + Math.exp(-logOdds)) };
}
