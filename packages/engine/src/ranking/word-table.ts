import type { StaticWords } from "@ragstone/embedders";
import { stem, stopWords } from "@ragstone/verify/internal";
import { sentenceWords } from "./sentence-words.js";
import { WordNumbering } from "./word-numbering.js";

/** Columns by which words are compared: the first ones of the model's 256 have the most variance. */
const columns = 64;

/** Characters of texts whose words are kept: 4 MB with their words, about 1,000 passages. */
const maxKept = 1_500_000;

/**
 * Words with their stems, tokens and vectors, each computed once and known by a number. It only grows: its owner begins
 * a new one from time to time.
 */
export class WordTable {
  readonly #model: StaticWords;
  readonly #numbers = new WordNumbering();
  readonly #stems = new Map<string, number>();
  readonly #stopWords = new Set<number>();
  readonly #tokens: ArrayLike<number>[] = [];
  /** Words of texts, by nothing but the text: the same for every reader. Those read last come last. */
  readonly #sentences = new Map<string, readonly (readonly number[])[]>();
  #kept = 0;
  #stemOf = new Int32Array(1024);
  /** `words x columns`, of length 1. */
  #vectors = new Float32Array(1024 * columns);

  constructor(model: StaticWords) {
    this.#model = model;
  }

  /** Number of words. */
  get size(): number {
    return this.#numbers.size;
  }

  /** @param written - in lower case */
  numberOf(written: string): number {
    return this.numberAt(written, 0, written.length);
  }

  /** Of the word `text.slice(start, end)`, in lower case. */
  numberAt(text: string, start: number, end: number): number {
    const number = this.#numbers.numberAt(text, start, end);
    if (number === this.#tokens.length) this.#add(text.slice(start, end), number);
    return number;
  }

  /** The words of each sentence or line of a text. Many passages are read by one query after another. */
  sentencesOf(text: string): readonly (readonly number[])[] {
    const known = this.#sentences.get(text);
    const sentences = known ?? sentenceWords(text, this);
    if (known === undefined) this.#kept += text.length;
    else this.#sentences.delete(text);
    this.#sentences.set(text, sentences);
    for (const oldest of this.#sentences.keys()) {
      if (this.#kept <= maxKept) break;
      this.#sentences.delete(oldest);
      this.#kept -= oldest.length;
    }
    return sentences;
  }

  /** Number of a word's stem. */
  stemOf(word: number): number {
    return this.#stemOf[word]!;
  }

  /** Whether a word carries the form of a text and not its topic. */
  isStopWord(word: number): boolean {
    return this.#stopWords.has(word);
  }

  /** Writes the cosines of a word with others. Four sums run side by side: each one waits for its last addition. */
  similarities(word: number, others: readonly number[], result: Float64Array): void {
    const vectors = this.#vectors;
    const own = word * columns;
    const last = others.length - 1;
    for (let at = 0; at <= last; at += 4) {
      const first = others[at]! * columns;
      const second = others[Math.min(at + 1, last)]! * columns;
      const third = others[Math.min(at + 2, last)]! * columns;
      const fourth = others[Math.min(at + 3, last)]! * columns;
      let [a, b, c, d] = [0, 0, 0, 0];
      for (let column = 0; column < columns; column += 1) {
        const value = vectors[own + column]!;
        a += value * vectors[first + column]!;
        b += value * vectors[second + column]!;
        c += value * vectors[third + column]!;
        d += value * vectors[fourth + column]!;
      }
      result[at] = a;
      // A typed array ignores what is written behind its end.
      result[at + 1] = b;
      result[at + 2] = c;
      result[at + 3] = d;
    }
  }

  /** The tokens of several words, one after another, behind the given ones. */
  tokensOf(words: readonly number[], tokens: number[] = []): number[] {
    for (const word of words) {
      const own = this.#tokens[word]!;
      for (let at = 0; at < own.length; at += 1) tokens.push(own[at]!);
    }
    return tokens;
  }

  /** Of a text with these tokens, of length 1; `null` without a word that the model knows. */
  vectorOf(tokens: readonly number[]): Float32Array | null {
    return this.#model.vectorOf(tokens);
  }

  #add(written: string, number: number): void {
    if (number === this.#stemOf.length) this.#grow();
    if (stopWords.has(written)) this.#stopWords.add(number);
    const form = stem(written);
    let stemNumber = this.#stems.get(form);
    if (stemNumber === undefined) this.#stems.set(form, (stemNumber = this.#stems.size));
    this.#stemOf[number] = stemNumber;
    const tokens = this.#model.tokensOf(written);
    this.#tokens.push(tokens);
    const vector = this.#model.vectorOf(tokens)?.subarray(0, columns);
    if (vector === undefined) return;
    const length = Math.hypot(...vector);
    for (const [column, value] of vector.entries()) this.#vectors[number * columns + column] = value / length;
  }

  #grow(): void {
    const [stems, vectors] = [this.#stemOf, this.#vectors];
    this.#stemOf = new Int32Array(stems.length * 2);
    this.#stemOf.set(stems);
    this.#vectors = new Float32Array(vectors.length * 2);
    this.#vectors.set(vectors);
  }
}
