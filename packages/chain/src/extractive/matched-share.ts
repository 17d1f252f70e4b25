import { featureNames, type Candidate } from "./candidate-features.js";

const parts = (["own", "context", "excerpt", "heading", "path"] as const).map((name) => featureNames.indexOf(name));

/** Share of the question that an excerpt with its headings and path matches. */
export function matchedShare({ features }: Pick<Candidate, "features">): number {
  return parts.reduce((sum, at) => sum + features[at]!, 0);
}
