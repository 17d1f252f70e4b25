import { featureNames, type FeatureName } from "./candidate-features.js";
import type { Excerpt } from "./excerpt.js";
import type { RankedExcerpt } from "./rank-excerpts.js";
import { matchedShare } from "./matched-share.js";
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
  "pairs",
  "context",
  "defines",
] as const satisfies readonly FeatureName[];

/** What tells right answers from wrong ones; the order of the weights. */
export const confidenceNames = [
  ...ofExcerpt, // of the best excerpt
  "gap", // its lead over the next excerpt that says something else, 1 being full
  "share", // log of its share of all excerpts, by exponents of the scores
  "shown", // log of the share of all excerpts whose key sentence the answer shows
  "entropy", // of the shares of all excerpts
  "prose", // it is from a short text without headings, lists and tables
  "proseMatched", // the same, times the share of the question that it matches
  "proseShare", // the same, times `share`
] as const;

export type ConfidenceName = (typeof confidenceNames)[number];

/** Keeps logarithms finite. */
const leastShare = 1e-6;
/** Lead over the next excerpt that counts as full. */
const maxGap = 4;

/** The features of an answer, of its ranked excerpts, at least one, and those of them that it shows. */
export function confidenceFeatures(
  ranked: readonly RankedExcerpt[],
  chosen: readonly Excerpt[],
): Readonly<Record<ConfidenceName, number>> {
  const best = ranked[0]!;
  const rival = ranked.find((other) => best.score - other.score >= maxGap || !repeats(best, other));
  const shares = sharesOf(ranked);
  const share = Math.log(shares[0]!);
  const shown = ranked.reduce((sum, one, at) => sum + (chosen.some((other) => shows(other, one)) ? shares[at]! : 0), 0);
  const prose = Number(isProse(best));
  return {
    ...(Object.fromEntries(ofExcerpt.map((name) => [name, featureOf(best, name)])) as Record<
      (typeof ofExcerpt)[number],
      number
    >),
    gap: rival === undefined ? 1 : Math.min(1, (best.score - rival.score) / maxGap),
    share,
    shown: Math.log(shown + leastShare),
    entropy: shares.reduce((sum, one) => sum - one * Math.log(one + leastShare), 0),
    prose,
    proseMatched: prose * matchedShare(best),
    proseShare: prose * share,
  };
}

/** Share of each excerpt, by exponents of the scores. */
function sharesOf(ranked: readonly RankedExcerpt[]): readonly number[] {
  const exponents = ranked.map(({ score }) => Math.exp(score - ranked[0]!.score));
  const total = exponents.reduce((sum, one) => sum + one, 0);
  return exponents.map((one) => one / total);
}

/** Whether an excerpt contains the key sentence of another one. */
function shows({ passage, pieces }: Excerpt, other: Excerpt): boolean {
  return passage === other.passage && pieces.some(({ start, end }) => start <= other.key.start && other.key.end <= end);
}

function featureOf({ features }: RankedExcerpt, name: FeatureName): number {
  return features[featureNames.indexOf(name)]!;
}

/** Whether an excerpt is from the start of a document that has only paragraphs there: an article, an abstract. */
function isProse({ passage: { start, headings, blocks = [] } }: RankedExcerpt): boolean {
  return start === 0 && headings.length === 0 && blocks.every(({ kind }) => kind === "paragraph");
}
