import { documentName, type Ranked } from "@ragstone/core";
import { foldCopies } from "./fold-copies.js";

/**
 * For each of the chosen passages the names of the documents that repeat it and of which no passage was chosen.
 *
 * @param ranked - all candidates, best first
 * @param chosen - those that become hits
 * @returns names by the passage's id
 */
export function unlistedCopies(
  ranked: readonly Ranked[],
  chosen: readonly Ranked[],
): ReadonlyMap<string, readonly string[]> {
  const listed = new Set(chosen.map(({ candidate }) => documentName(candidate)));
  return new Map(
    foldCopies(ranked, chosen.length).map(({ candidate, copies }) => [
      candidate.id,
      copies.filter((name) => !listed.has(name)),
    ]),
  );
}
