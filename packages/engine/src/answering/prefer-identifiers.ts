import type { Candidate, Ranked } from "@ragstone/core";

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
  const lower = [text, ...headings, path].join("\n").toLowerCase();
  return identifiers.filter((identifier) => containsWhole(lower, identifier)).length / identifiers.length;
}

const continues = /[\p{L}\p{N}_]/u;
const continuesNumber = /^[.:-]?\p{N}/u;

/** Whether a text contains an identifier that no letter, digit or further part continues. */
function containsWhole(text: string, identifier: string): boolean {
  for (let at = text.indexOf(identifier); at >= 0; at = text.indexOf(identifier, at + 1)) {
    const after = text.slice(at + identifier.length, at + identifier.length + 2);
    const before = text.slice(Math.max(0, at - 2), at);
    const isWhole =
      !continues.test(before.at(-1) ?? " ") &&
      !/\p{N}[.:]$/u.test(before) &&
      !continues.test(after.at(0) ?? " ") &&
      !continuesNumber.test(after);
    if (isWhole) return true;
  }
  return false;
}
