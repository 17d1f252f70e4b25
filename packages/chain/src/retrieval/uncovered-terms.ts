import type { Hit } from "@ragstone/core";
import type { TermWeights } from "../evidence/term-weights.js";
import { stopWords, type Word, words } from "@ragstone/verify/internal";

/**
 * Content words of a question that are in the index but in none of its passages, rarest first: candidates for a further
 * search. Words that are not in the index are not worth a search.
 */
export function uncoveredTerms(question: string, hits: readonly Hit[], weights: TermWeights): readonly string[] {
  const covered = new Set(hits.flatMap((hit) => words(hit.text).map((word) => word.stem)));
  const absent = new Set(weights.absent);
  const open = new Map<string, Word>();
  for (const word of words(question)) {
    if (!stopWords.has(word.folded) && !covered.has(word.stem) && !absent.has(word.text)) open.set(word.stem, word);
  }
  return [...open.values()]
    .sort((left, right) => weights.of(right.folded) - weights.of(left.folded))
    .map((word) => word.text);
}
