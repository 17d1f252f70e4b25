import type { Hit } from "@ragstone/core";

const windowWords = 120;
const windowHits = 2;
const wordPattern = /[\p{L}\p{N}]+/gu;

/**
 * The baseline without any understanding: of each of the best two hits, the window of 120 words with the largest
 * idf-weighted overlap with the question. It never refuses.
 *
 * @param idf - weight of a lower-case word
 */
export function naiveWindows(question: string, hits: readonly Hit[], idf: (word: string) => number): string {
  const asked = wordsOf(question);
  return hits
    .slice(0, windowHits)
    .map((hit) => bestWindow(hit.text.split(/\s+/u), asked, idf))
    .join("\n");
}

/** Inverse document frequency over the distinct hits of a run: `ln((n + 1) / (hits with the word + 1))`. */
export function hitIdf(hits: Iterable<Hit>): (word: string) => number {
  const texts = new Map([...hits].map((hit) => [hit.id, hit.text]));
  const counts = new Map<string, number>();
  for (const text of texts.values()) for (const word of wordsOf(text)) counts.set(word, (counts.get(word) ?? 0) + 1);
  return (word) => Math.log((texts.size + 1) / ((counts.get(word) ?? 0) + 1));
}

function bestWindow(list: readonly string[], asked: ReadonlySet<string>, idf: (word: string) => number): string {
  const found = list.map((word) => [...wordsOf(word)].filter((part) => asked.has(part)));
  let best = { at: 0, score: -1 };
  for (let at = 0; at === 0 || at + windowWords <= list.length; at += 1) {
    const distinct = new Set(found.slice(at, at + windowWords).flat());
    const score = [...distinct].reduce((sum, word) => sum + idf(word), 0);
    if (score > best.score) best = { at, score };
  }
  return list.slice(best.at, best.at + windowWords).join(" ");
}

function wordsOf(text: string): Set<string> {
  return new Set(Array.from(text.toLowerCase().matchAll(wordPattern), (match) => match[0]));
}
