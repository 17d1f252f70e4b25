import {
  candidateFeatures,
  featureNames,
  type Candidate,
  type FeatureName,
  type FeatureOptions,
} from "./candidate-features.js";

/** A candidate with how well it answers. Scores compare within a question. */
export interface RankedExcerpt extends Candidate {
  readonly score: number;
}

/**
 * Weights for choosing the excerpt that answers, fitted by a listwise loss (excerpts that contain the answer against all
 * others of eight passages) on the tuning half of the questions of `pnpm eval docs` and, counted 0.3 times, on a fifth
 * of XQuAD. The weight of a definition was set by hand: the tuning half has too few.
 */
const weights: Readonly<Record<FeatureName, number>> = {
  own: 1.232,
  context: 1.315,
  excerpt: 1.199,
  heading: 3.164,
  path: 4.29,
  passage: -0.2,
  missing: -1.612,
  names: -0.047,
  identifiers: 1.931,
  stems: 2.544,
  pairs: 0.835,
  typeOwn: 1.243,
  typeExcerpt: -0.44,
  typeMissing: 0.44,
  valueMissing: -2.959,
  defines: 4,
  similar: 2.403,
  similarExcerpt: 4.901,
  rank: 3.331,
  first: 0.63,
  vector: 0.491,
  length: 0.435,
  code: -0.293,
  row: -0.369,
  list: -0.47,
  howto: 2.984,
  listing: 0.21,
  pronoun: -0.744,
};

/** All excerpts of the passages, best first. */
export function rankExcerpts(options: FeatureOptions): RankedExcerpt[] {
  return candidateFeatures(options)
    .map((candidate) => ({ ...candidate, score: scoreOf(candidate) }))
    .sort((left, right) => right.score - left.score);
}

function scoreOf({ features }: Candidate): number {
  return featureNames.reduce((total, name, at) => total + weights[name] * features[at]!, 0);
}
