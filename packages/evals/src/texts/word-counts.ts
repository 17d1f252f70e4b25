import { wordsOf } from "./words-of.js";

/** How often a text has each of its words; a word is letters, marks and digits, whatever their case. */
export class WordCounts {
  readonly #counts = new Map<string, number>();

  constructor(text = "") {
    for (const word of wordsOf(text)) this.#counts.set(word, (this.#counts.get(word) ?? 0) + 1);
  }

  /** Takes one occurrence of a word away, if there is one. */
  take(word: string): boolean {
    const count = this.#counts.get(word) ?? 0;
    this.#counts.set(word, count - 1);
    return count > 0;
  }

  /** Each word as often as the more frequent of both has it. */
  union(other: WordCounts): WordCounts {
    const both = new WordCounts();
    for (const [word, count] of [...this.#counts, ...other.#counts])
      both.#counts.set(word, Math.max(count, both.#counts.get(word) ?? 0));
    return both;
  }
}
