/** Share of the words read that are right, and of the right words that were read. */
export interface WordScore {
  readonly precision: number;
  readonly recall: number;
}

/**
 * Compares texts as multisets of words: runs of letters, digits and underscores in lower case. Neither text is
 * corrected first, so that a word cut in two costs precision twice and recall once.
 */
export function scoreWords(truth: string, text: string): WordScore {
  const expected = countWords(truth);
  const found = countWords(text);
  let shared = 0;
  for (const [word, count] of found) shared += Math.min(count, expected.get(word) ?? 0);
  return { precision: shared / total(found), recall: shared / total(expected) };
}

function countWords(text: string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const [word] of text.toLowerCase().matchAll(/[\p{L}\p{N}_]+/gu)) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}

function total(counts: ReadonlyMap<string, number>): number {
  return [...counts.values()].reduce((sum, count) => sum + count, 0);
}
