import type { Candidate, Ranked } from "@ragstone/core";
import { hasIdentifier } from "@ragstone/verify/internal";

/** By how much whole identifiers count against the fused score of a query that has other words. */
const besideWords = 0.3;

/** The same for a query of identifiers alone: no passage without them comes before one with them. */
const alone = 1;

/**
 * Ranks passages that contain the query's identifiers whole before passages that only contain their parts: the index
 * finds `1.2.3` and `3.2.1` by the same words.
 *
 * @param identifiers - lower case
 */
export function preferIdentifiers(
  ranked: readonly Ranked[],
  identifiers: readonly string[],
  { isAlone }: { readonly isAlone: boolean },
): Ranked[] {
  const weight = isAlone ? alone : besideWords;
  const raised = ranked.map(({ candidate, score }) => ({
    candidate,
    score: (score + weight * shareOf(identifiers, candidate)) / (1 + weight),
  }));
  return raised.toSorted((one, other) => other.score - one.score);
}

/** Share of the identifiers that a passage, its headings or its path contain whole. */
export function shareOf(
  identifiers: readonly string[],
  { text, headings, path }: Pick<Candidate, "text" | "headings" | "path">,
): number {
  const whole = [text, ...headings, path].join("\n");
  return identifiers.filter((identifier) => hasIdentifier(whole, identifier)).length / identifiers.length;
}
