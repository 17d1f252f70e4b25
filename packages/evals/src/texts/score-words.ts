import { WordCounts } from "./word-counts.js";
import { wordsOf } from "./words-of.js";

/** How much of a reference a text has. */
export interface WordScore {
  /** Share of the reference's words that the text has, each as often; 1 without any. */
  readonly recall: number;
  readonly missing: readonly string[];
}

/** Between the forms of a part, such as a cell's display and its stored value: one of them is enough. */
const formSeparator = "\u001F";

/** Compares the words of a text with a reference of a part per line. */
export function scoreWords(text: string, reference: string): WordScore {
  const left = new WordCounts(text);
  const missing: string[] = [];
  let total = 0;
  for (const line of reference.split("\n")) {
    const [display = "", ...values] = line.split(formSeparator);
    const words = wordsOf(display);
    total += words.length;
    const absent = words.filter((word) => !left.take(word));
    if (absent.length > 0 && !values.some((value) => text.includes(value))) missing.push(...absent);
  }
  return { recall: total === 0 ? 1 : 1 - missing.length / total, missing };
}
