import type { WordTable } from "./word-table.js";

/** Words of one passage that are read: a chunk of the default target has at most about 600. */
const maxWords = 2_000;

/** A word, or a mark that ends a sentence or a line. */
const wordOrEnd = /[\p{L}\p{N}\p{M}]+|[.!?](?=\s)|\n/gu;

const ends: ReadonlySet<string> = new Set(".!?\n");

/** The words of each sentence or line of a text, by their numbers, in order. */
export function sentenceWords(text: string, table: WordTable): number[][] {
  const sentences: number[][] = [];
  let sentence: number[] = [];
  let count = 0;
  for (const part of text.toLowerCase().match(wordOrEnd) ?? []) {
    if (!ends.has(part)) {
      sentence.push(table.numberOf(part));
      if (++count === maxWords) break;
    } else if (sentence.length > 0) {
      sentences.push(sentence);
      sentence = [];
    }
  }
  if (sentence.length > 0) sentences.push(sentence);
  return sentences;
}
