import type { ConfidenceName } from "./confidence-features.js";

/**
 * Logistic regression on whether the answer is right by the scoring of `pnpm eval docs`, calibrated on questions about
 * folders that neither it nor the ranking was fitted on. The weight of short prose is raised by .7: there nine in ten
 * answers are right, and the same line serves both.
 */
export const confidenceWeights: Readonly<Record<ConfidenceName | "bias", number>> = {
  bias: -1.656,
  own: 0.688,
  excerpt: 3.162,
  heading: 1.99,
  path: 6.096,
  missing: -0.447,
  names: 0.248,
  identifiers: 0.991,
  stems: 0.742,
  similarExcerpt: 1.694,
  pairs: 0.652,
  context: 1.581,
  defines: 0.769,
  gap: 0.132,
  share: 0.16,
  shown: 0.576,
  entropy: -0.208,
  prose: 0.795,
  proseMatched: 0.525,
  proseShare: 0.117,
};

/** The same for other languages than English; the features without a weight tell nothing there. */
export const confidenceWeightsElsewhere: typeof confidenceWeights = {
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
  pairs: 0,
  context: 0,
  defines: 0,
  shown: 0,
  entropy: 0,
};
