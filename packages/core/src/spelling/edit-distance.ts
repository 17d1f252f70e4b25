import { editsToPrefixes } from "./edits-to-prefixes.js";

/**
 * Damerau-Levenshtein distance by optimal string alignment: two neighboring letters in the wrong order are one edit.
 * Takes `O(a.length * b.length)`.
 */
export function editDistance(a: string, b: string): number {
  return editsToPrefixes(a, b).at(-1)!;
}
