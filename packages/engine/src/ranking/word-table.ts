import type { StaticWords } from "@ragstone/embedders";
import { stem } from "@ragstone/verify/internal";

/** Columns by which words are compared: the first ones of the model's 256 have the most variance. */
const columns = 64;

/**
 * Words with their stems, tokens and vectors, each computed once and known by a number. It only grows: its owner begins
 * a new one from time to time.
 */
export class WordTable {
  readonly #model: StaticWords;
  readonly #numbers = new Map<string, number>();
  readonly #stems = new Map<string, number>();
  readonly #tokens: ArrayLike<number>[] = [];
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
    return this.#numbers.get(written) ?? this.#add(written);
  }

  /** Number of a word's stem. */
  stemOf(word: number): number {
    return this.#stemOf[word]!;
  }

  /** Cosine of two words. */
  similarity(one: number, other: number): number {
    let sum = 0;
    const [left, right] = [one * columns, other * columns];
    for (let column = 0; column < columns; column += 1)
      sum += this.#vectors[left + column]! * this.#vectors[right + column]!;
    return sum;
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

  #add(written: string): number {
    const number = this.#numbers.size;
    if (number === this.#stemOf.length) this.#grow();
    // A slice keeps the whole text alive in V8; a copy does not.
    this.#numbers.set(Buffer.from(written).toString(), number);
    const form = stem(written);
    let stemNumber = this.#stems.get(form);
    if (stemNumber === undefined) this.#stems.set(form, (stemNumber = this.#stems.size));
    this.#stemOf[number] = stemNumber;
    const tokens = this.#model.tokensOf(written);
    this.#tokens.push(tokens);
    const vector = this.#model.vectorOf(tokens)?.subarray(0, columns);
    if (vector === undefined) return number;
    const length = Math.hypot(...vector);
    for (const [column, value] of vector.entries()) this.#vectors[number * columns + column] = value / length;
    return number;
  }

  #grow(): void {
    const [stems, vectors] = [this.#stemOf, this.#vectors];
    this.#stemOf = new Int32Array(stems.length * 2);
    this.#stemOf.set(stems);
    this.#vectors = new Float32Array(vectors.length * 2);
    this.#vectors.set(vectors);
  }
}
