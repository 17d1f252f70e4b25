import { words, type Word } from "@ragstone/verify/internal";

/** Words of a question, marked as they are understood: the words left at the end were not. */
export class QuestionTokens {
  readonly words: readonly Word[];
  readonly #used: boolean[];

  constructor(question: string) {
    this.words = words(question);
    this.#used = this.words.map(() => false);
  }

  isUsed(at: number): boolean {
    return this.#used[at] === true;
  }

  use(from: number, to = from + 1): void {
    this.#used.fill(true, from, to);
  }

  /** Whether the words from `at` on are these, and none was used. */
  startsWith(phrase: readonly string[], at: number): boolean {
    return (
      phrase.length > 0 &&
      phrase.every((word, index) => this.words[at + index]?.folded === word && !this.isUsed(at + index))
    );
  }

  /** Positions where a phrase occurs unmarked. */
  find(phrase: readonly string[]): number[] {
    return this.words.flatMap((_, at) => (this.startsWith(phrase, at) ? [at] : []));
  }

  /** Words not understood so far. */
  get rest(): readonly Word[] {
    return this.words.filter((_, at) => !this.isUsed(at));
  }
}

/** The words of a cell as {@link QuestionTokens.find} takes them. */
export function phraseOf(text: string): readonly string[] {
  return words(text).map((word) => word.folded);
}
