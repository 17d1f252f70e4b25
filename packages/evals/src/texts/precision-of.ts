import { WordCounts } from "./word-counts.js";
import { wordsOf } from "./words-of.js";

/** Share of a text's words that at least one of the references has as often; 1 for a text without words. */
export function precisionOf(text: string, references: readonly string[]): number {
  const known = references.reduce((union, reference) => union.union(new WordCounts(reference)), new WordCounts());
  const words = wordsOf(text);
  return words.length === 0 ? 1 : words.filter((word) => known.take(word)).length / words.length;
}
