import type { FeatureName } from "./candidate-features.js";

/**
 * Weights for choosing the excerpt that answers: a listwise loss (excerpts with the evidence against all others of eight
 * passages) on the tuning half of the questions of `pnpm eval docs`, on 123 questions about four more folders of
 * documentation and, counted 0.4 times, on part of XQuAD. docs/decisions/excerpts-and-confidence.md has the figures with
 * each folder left out.
 */
export const rankingWeights: Readonly<Record<FeatureName, number>> = {
  own: 3.677,
  context: 5.13,
  excerpt: 1.484,
  heading: 6.557,
  path: 14.26,
  passage: 0.876,
  missing: -0.775,
  names: 0.311,
  identifiers: 0.589,
  stems: 2.029,
  pairs: 0.73,
  typeOwn: 1.284,
  typeExcerpt: -0.088,
  typeMissing: 0.127,
  valueMissing: -2.168,
  defines: 9.256,
  similar: 3.029,
  similarExcerpt: 4.159,
  rank: 2.52,
  first: 0.925,
  vector: -0.459,
  length: 0.908,
  code: -0.459,
  row: 1.086,
  list: -0.214,
  howto: 1.57,
  listing: 0.427,
  pronoun: -0.329,
  label: -0.148,
  labelled: 1.851,
};

/**
 * Weights for other languages than English, where most features of the question are missing: by the fit before more folders
 * of English documentation were added, which refuses fewer questions falsely there.
 */
export const rankingWeightsElsewhere: Readonly<Record<FeatureName, number>> = {
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
  label: 0,
  labelled: 0,
};
