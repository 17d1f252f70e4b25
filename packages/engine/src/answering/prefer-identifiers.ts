import type { Candidate, Ranked } from "@ragstone/core";
import { hasIdentifier } from "@ragstone/verify/internal";

/**
 * Ranks passages that contain the query's identifiers whole before passages that only contain their parts: the index
 * finds `1.2.3` and `3.2.1` by the same words.
 *
 * @param identifiers - lower case
 * @param weight - of whole identifiers against the score so far
 */
export function preferIdentifiers(ranked: readonly Ranked[], identifiers: readonly string[], weight: number): Ranked[] {
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
