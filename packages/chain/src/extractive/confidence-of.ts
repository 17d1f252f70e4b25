import { featureNames, type FeatureName } from "./candidate-features.js";
import { repeats } from "./repeats.js";
import type { RankedExcerpt } from "./rank-excerpts.js";

type ConfidenceFeature = FeatureName | "bias" | "gap" | "share";

/**
 * Logistic regression on whether the answer is right by the scoring of `pnpm eval docs`: the tuning half of its
 * questions, the same with their evidence left out, and a tenth of XQuAD, also without its article or paragraph (counted
 * 0.3 times each). Scaled to the tuning half, each folder left out in turn: calibration error .03 there, .05 on the
 * unseen half.
 */
const weights: Readonly<Partial<Record<ConfidenceFeature, number>>> = {
  bias: -3.192,
  own: 0.501,
  excerpt: 0.287,
  heading: 0.582,
  path: 0.731,
  missing: -0.059,
  names: 0.548,
  identifiers: 0.889,
  stems: -0.293,
  similarExcerpt: 1.426,
  valueMissing: -0.074,
  gap: -0.096,
  share: 1.94,
};

/** Lead over the next excerpt that counts as full. */
const maxGap = 4;

/** An excerpt that matches less of the question, its headings and path included, does not answer it. */
const leastMatched = 0.35;
const unmatchedLogOdds = -1.5;

/** Probability that the best excerpts of a question answer it, and its log-odds. 0 where there are none. */
export function confidenceOf(ranked: readonly RankedExcerpt[]): {
  readonly logOdds: number;
  readonly confidence: number;
} {
  const [best] = ranked;
  if (best === undefined) return { logOdds: -Infinity, confidence: 0 };
  const rivals = ranked.filter((other) => best.score - other.score < maxGap && !repeats(best, other));
  const gap = rivals.length === 0 ? 1 : (best.score - rivals[0]!.score) / maxGap;
  const share = 1 / rivals.reduce((sum, other) => sum + Math.exp(other.score - best.score), 1);
  const extra: Partial<Record<ConfidenceFeature, number>> = { bias: 1, gap, share };
  let logOdds = 0;
  for (const [name, weight] of Object.entries(weights))
    logOdds +=
      weight * (extra[name as ConfidenceFeature] ?? best.features[featureNames.indexOf(name as FeatureName)] ?? 0);
  if (matchedShare(best) < leastMatched) logOdds = Math.min(logOdds, unmatchedLogOdds);
  return { logOdds, confidence: 1 / (1 + Math.exp(-logOdds)) };
}

function matchedShare({ features }: RankedExcerpt): number {
  const parts = ["own", "context", "excerpt", "heading", "path"] as const;
  return parts.reduce((sum, name) => sum + features[featureNames.indexOf(name)]!, 0);
}
