import { candidateFeatures, featureNames, type Candidate, type FeatureOptions } from "./candidate-features.js";
import { rankingWeights } from "./ranking-weights.js";

/** A candidate with how well it answers. Scores compare within a question. */
export interface RankedExcerpt extends Candidate {
  readonly score: number;
}

/** All excerpts of the passages, best first. */
export function rankExcerpts(options: FeatureOptions): RankedExcerpt[] {
  return candidateFeatures(options)
    .map((candidate) => ({ ...candidate, score: scoreOf(candidate) }))
    .sort((left, right) => right.score - left.score);
}

function scoreOf({ features }: Candidate): number {
  return featureNames.reduce((total, name, at) => total + rankingWeights[name] * features[at]!, 0);
}
