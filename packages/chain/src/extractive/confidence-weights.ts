import type { ConfidenceName } from "./confidence-features.js";

/**
 * Logistic regression, by `pnpm eval fit`, on whether the answer is right by the scoring of `pnpm eval docs`.
 */
export const confidenceWeights: Readonly<Record<ConfidenceName | "bias", number>> = {
  bias: -2.45,
  own: 0.357,
  excerpt: 5.055,
  heading: 1.61,
  path: 7.216,
  missing: -0.894,
  names: 0.58,
  identifiers: 1.21,
  stems: 1.058,
  similarExcerpt: 2.758,
  gap: 0.49,
  share: 0.768,
  prose: 0.096,
  proseMatched: 0.86,
  proseShare: 0.361,
};
