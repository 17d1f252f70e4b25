import type { FeatureName } from "./candidate-features.js";

/**
 * Weights for choosing the excerpt that answers, by `pnpm eval fit`: a listwise loss (excerpts with the evidence against
 * all others of eight passages) on the tuning half of the questions of `pnpm eval docs` and, counted 0.4 times, on part of
 * XQuAD. The weight of a definition is set by hand: the tuning half has too few.
 */
export const rankingWeights: Readonly<Record<FeatureName, number>> = {
  own: 4.66,
  context: 11.791,
  excerpt: 1.61,
  heading: 8.896,
  path: 16.883,
  passage: 1.95,
  missing: -0.928,
  names: -0.419,
  identifiers: 0.384,
  stems: 2.295,
  pairs: 1.995,
  typeOwn: 1.53,
  typeExcerpt: -0.117,
  typeMissing: 0.263,
  valueMissing: -2.477,
  defines: 4,
  similar: 3.444,
  similarExcerpt: 3.487,
  rank: 1.624,
  first: 0.848,
  vector: 1.945,
  length: 0.953,
  code: -1.326,
  row: 0.549,
  list: -0.063,
  howto: 1.811,
  listing: -0.256,
  pronoun: -0.173,
};
