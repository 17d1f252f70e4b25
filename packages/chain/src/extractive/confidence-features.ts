import { featureNames, type FeatureName } from "./candidate-features.js";
import type { RankedExcerpt } from "./rank-excerpts.js";
import { repeats } from "./repeats.js";

const ofExcerpt = [
  "own",
  "excerpt",
  "heading",
  "path",
  "missing",
  "names",
  "identifiers",
  "stems",
  "similarExcerpt",
] as const satisfies readonly FeatureName[];

/** What tells right answers from wrong ones; the order of the weights. */
export const confidenceNames = [
  ...ofExcerpt, // of the best excerpt
  "gap", // its lead over the next excerpt that says something else, 1 being full
  "share", // log of its share of all excerpts, by exponents of the scores
  "prose", // it is from a short text without headings, lists and tables
  "proseMatched", // the same, times the share of the question that it matches
  "proseShare", // the same, times `share`
] as const;

export type ConfidenceName = (typeof confidenceNames)[number];

/** Lead over the next excerpt that counts as full. */
const maxGap = 4;

/** The features of an answer from its ranked excerpts, at least one. */
export function confidenceFeatures(ranked: readonly RankedExcerpt[]): Readonly<Record<ConfidenceName, number>> {
  const best = ranked[0]!;
  const rival = ranked.find((other) => best.score - other.score >= maxGap || !repeats(best, other));
  const share = -Math.log(ranked.reduce((sum, other) => sum + Math.exp(other.score - best.score), 0));
  const prose = Number(isProse(best));
  return {
    ...(Object.fromEntries(ofExcerpt.map((name) => [name, featureOf(best, name)])) as Record<
      (typeof ofExcerpt)[number],
      number
    >),
    gap: rival === undefined ? 1 : Math.min(1, (best.score - rival.score) / maxGap),
    share,
    prose,
    proseMatched: prose * matchedShare(best),
    proseShare: prose * share,
  };
}

/** Share of the question that an excerpt with its headings and path matches. */
export function matchedShare(excerpt: RankedExcerpt): number {
  const parts = ["own", "context", "excerpt", "heading", "path"] as const;
  return parts.reduce((sum, name) => sum + featureOf(excerpt, name), 0);
}

function featureOf({ features }: RankedExcerpt, name: FeatureName): number {
  return features[featureNames.indexOf(name)]!;
}

/** Whether an excerpt is from the start of a document that has only paragraphs there: an article, an abstract. */
function isProse({ passage: { start, headings, blocks = [] } }: RankedExcerpt): boolean {
  return start === 0 && headings.length === 0 && blocks.every(({ kind }) => kind === "paragraph");
}
