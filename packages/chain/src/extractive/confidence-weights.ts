import type { ConfidenceName } from "./confidence-features.js";

/**
 * Logistic regression, by `pnpm eval fit`, on whether the answer is right by the scoring of `pnpm eval docs`.
 */
export const confidenceWeights: Readonly<Record<ConfidenceName | "bias", number>> = {
  bias: -4.259,
  own: 0.346,
  excerpt: 5.424,
  heading: 3.032,
  path: 10.224,
  missing: -0.77,
  names: 0.6,
  identifiers: 2.731,
  stems: 1.005,
  similarExcerpt: 2.521,
  gap: 0.461,
  share: 0.663,
  prose: 0.162,
  proseMatched: 0.951,
  proseShare: 0.348,
};
