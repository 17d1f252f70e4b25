import { candidateFeatures, featureNames, type Candidate, type FeatureOptions } from "./candidate-features.js";
import { rankingWeights, rankingWeightsElsewhere } from "./ranking-weights.js";

/** A candidate with how well it answers. Scores compare within a question. */
export interface RankedExcerpt extends Candidate {
  readonly score: number;
}

/** All excerpts of the passages, best first. */
export function rankExcerpts(options: FeatureOptions): RankedExcerpt[] {
  const weights = options.question.language.isEnglish ? rankingWeights : rankingWeightsElsewhere;
  return candidateFeatures(options)
    .map((candidate) => ({ ...candidate, score: scoreOf(candidate, weights) }))
    .sort((left, right) => right.score - left.score);
}

function scoreOf({ features }: Candidate, weights: typeof rankingWeights): number {
  return featureNames.reduce((total, name, at) => total + weights[name] * features[at]!, 0);
}
