import { pathWords, type Candidate, type RankingFeature } from "@ragstone/core";
import { lowerWords } from "./lower-words.js";
import type { QueryWords } from "./query-words.js";
import type { WordTable } from "./word-table.js";

/** Words that may be between two neighbouring words of the query. */
const maxBetween = 1;

/** Share of the best sentence's words from which another one may be the nearest: others are not compared as a whole. */
const minShare = 0.7;

/** Words of a line that may name what follows it: a term, a heading inside the passage, an option. */
const maxTermWords = 8;

/** Share of the words of term and query that must be the same for the term to be what is asked about. */
const minTermShare = 0.75;

const sentenceEnd = /[.!?]\W*$/u;

type PassageFeatures = Readonly<Record<Exclude<RankingFeature, "fusion" | "vector" | "neighbours">, number>>;

type ReadCandidate = Pick<Candidate, "text" | "context" | "headings" | "path">;

/** Compares passages with one query by their words. Each word is compared with the query's once. */
export class PassageReader {
  readonly #query: QueryWords;
  readonly #table: WordTable;
  /** Row of a word in `#near`, -1 before it is compared. */
  #rows = new Int32Array(0);
  /** How near each compared word is to each of the query's words. */
  #near = new Float64Array(4096);
  #compared = 0;
  /** Position in the query by number of a stem. */
  readonly #wanted: ReadonlyMap<number, number>;

  constructor(query: QueryWords, table: WordTable) {
    this.#query = query;
    this.#table = table;
    this.#wanted = new Map(query.words.map((word, at) => [table.stemOf(word), at]));
  }

  features({ text, context, headings, path }: ReadCandidate): PassageFeatures {
    const labels = this.#words([...new Set([...context.split(/ > |\n/u), ...headings])].join("\n")).flat();
    const sentences = this.#words(text);
    const inLabels = this.#raise(labels, new Float64Array(this.#query.words.length));
    const inPassage = Float64Array.from(inLabels);
    const inSentence = new Float64Array(inLabels.length);
    const shares = sentences.map((words) => {
      inSentence.set(inLabels);
      this.#raise(words, inSentence);
      for (let at = 0; at < inPassage.length; at += 1)
        if (inSentence[at]! > inPassage[at]!) inPassage[at] = inSentence[at]!;
      return this.#share(inSentence, squared);
    });
    const sentenceShare = Math.max(0, ...shares);
    const tokens = this.#table.tokensOf(labels);
    const ofLabels = tokens.length;
    let sentence = 0;
    for (const [at, words] of sentences.entries()) {
      if (shares[at]! < sentenceShare * minShare) continue;
      tokens.length = ofLabels;
      sentence = Math.max(sentence, this.#similarity(this.#table.tokensOf(words, tokens)));
    }
    const inPath = this.#words(pathWords(path)).flat();
    return {
      sentence,
      words: this.#share(inPassage, squared),
      sentenceWords: sentenceShare,
      adjacency: this.#adjacency(sentences),
      headings: this.#share(inLabels, exact),
      terms: this.#terms(sentences, text),
      path: this.#share(this.#raise(inPath, new Float64Array(inLabels.length)), exact),
    };
  }

  #words(text: string): readonly (readonly number[])[] {
    const sentences = this.#table.sentencesOf(text);
    if (this.#rows.length < this.#table.size) {
      const rows = new Int32Array(this.#table.size * 2).fill(-1);
      rows.set(this.#rows);
      this.#rows = rows;
    }
    return sentences;
  }

  /** Raises `best` to how near the words are to each of the query's. */
  #raise(words: readonly number[], best: Float64Array): Float64Array {
    const rows = this.#rows;
    const count = best.length;
    for (const word of words) {
      const row = rows[word]! < 0 ? (rows[word] = this.#compare(word)) : rows[word]!;
      const near = this.#near;
      for (let at = 0; at < count; at += 1) {
        const value = near[row + at]!;
        if (value > best[at]!) best[at] = value;
      }
    }
    return best;
  }

  /** 1 for words of one stem, else the cosine of their vectors, which is below. */
  #compare(word: number): number {
    const [table, { words }] = [this.#table, this.#query];
    const row = this.#compared;
    this.#compared += words.length;
    if (this.#compared > this.#near.length) {
      const near = new Float64Array(this.#near.length * 2);
      near.set(this.#near);
      this.#near = near;
    }
    const near = this.#near.subarray(row, this.#compared);
    table.similarities(word, words, near);
    const stem = table.stemOf(word);
    for (const [at, other] of words.entries())
      near[at] = table.stemOf(other) === stem ? 1 : Math.min(maxRelated, Math.max(0, near[at]!));
    return row;
  }

  /** Cosine of the query and a text with these tokens. */
  #similarity(tokens: readonly number[]): number {
    const vector = this.#query.vector === null ? null : this.#table.vectorOf(tokens);
    if (vector === null) return 0;
    let sum = 0;
    for (let column = 0; column < vector.length; column += 1) sum += vector[column]! * this.#query.vector![column]!;
    return Math.max(0, sum);
  }

  #share(best: Float64Array, count: (near: number) => number): number {
    const { weights } = this.#query;
    let share = 0;
    for (let at = 0; at < best.length; at += 1) share += weights[at]! * count(best[at]!);
    return share;
  }

  /**
   * How nearly a term that the passage defines is the query: the share of the query's words in it times the share of
   * its words in the query. A term is a short line before others that ends no sentence. 0 where they are not nearly the same:
   * partial matches of terms with long questions moved evidence down.
   */
  #terms(sentences: readonly (readonly number[])[], text: string): number {
    const { weights } = this.#query;
    let best = 0;
    for (const words of sentences.slice(0, -1)) {
      if (words.length > maxTermWords) continue;
      const content = words.filter((word) => !this.#table.isStopWord(word));
      const matched = content
        .map((word) => this.#wanted.get(this.#table.stemOf(word)))
        .filter((at) => at !== undefined);
      if (matched.length === 0) continue;
      const share = [...new Set(matched)].reduce((sum, at) => sum + weights[at]!, 0);
      const nearness = (share * matched.length) / content.length;
      if (nearness >= minTermShare && nearness > best && this.#isLine(words, text)) best = nearness;
    }
    return best;
  }

  /** Whether the words are all of a line. */
  #isLine(words: readonly number[], text: string): boolean {
    return text.split("\n").some((line) => {
      const written = sentenceEnd.test(line) ? [] : lowerWords(line);
      return written.length === words.length && written.every((word, at) => this.#table.numberOf(word) === words[at]);
    });
  }

  /** Share of the query's pairs of neighbours, by rarity, that follow each other in the passage in the same order. */
  #adjacency(sentences: readonly (readonly number[])[]): number {
    const { sequence, weights } = this.#query;
    const found = new Set<number>();
    const last = weights.map(() => -Infinity);
    let position = 0;
    for (const words of sentences)
      for (const word of words) {
        position += 1;
        const at = this.#wanted.get(this.#table.stemOf(word));
        if (at === undefined) continue;
        for (const [before, seen] of last.entries())
          if (position - seen <= maxBetween + 1) found.add(before * weights.length + at);
        last[at] = position;
      }
    let [share, whole] = [0, 0];
    for (let index = 1; index < sequence.length; index += 1) {
      const [first, second] = [sequence[index - 1]!, sequence[index]!];
      const weight = weights[first]! + weights[second]!;
      whole += weight;
      if (found.has(first * weights.length + second)) share += weight;
    }
    return whole === 0 ? 0 : share / whole;
  }
}

/** So that only the same word counts as found. */
const maxRelated = 0.99;

const squared = (near: number): number => near * near;
const exact = (near: number): number => (near === 1 ? 1 : 0);
