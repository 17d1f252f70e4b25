import type { Candidate, RankingFeature } from "@ragstone/core";
import type { QueryWords } from "./query-words.js";
import { sentenceWords } from "./sentence-words.js";
import type { WordTable } from "./word-table.js";

/** Words that may be between two neighbouring words of the query. */
const maxBetween = 1;

/** Share of the best sentence's words from which another one may be the nearest: others are not compared as a whole. */
const minShare = 0.7;

type PassageFeatures = Readonly<Record<Exclude<RankingFeature, "fusion" | "vector" | "neighbours">, number>>;

type ReadCandidate = Pick<Candidate, "text" | "context" | "headings" | "path">;

/** Compares passages with one query by their words. Each word is compared with the query's once. */
export class PassageReader {
  readonly #query: QueryWords;
  readonly #table: WordTable;
  /** Row of a word in `#near`, -1 before it is compared. */
  #rows = new Int32Array(0);
  /** How near each compared word is to each of the query's words. */
  readonly #near: number[] = [];
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
    const inPath = this.#words(path.replace(/\.[^./]*$/u, "")).flat();
    return {
      sentence,
      words: this.#share(inPassage, squared),
      sentenceWords: sentenceShare,
      adjacency: this.#adjacency(sentences),
      headings: this.#share(inLabels, exact),
      path: this.#share(this.#raise(inPath, new Float64Array(inLabels.length)), exact),
    };
  }

  #words(text: string): number[][] {
    const sentences = sentenceWords(text, this.#table);
    if (this.#rows.length < this.#table.size) {
      const rows = new Int32Array(this.#table.size * 2).fill(-1);
      rows.set(this.#rows);
      this.#rows = rows;
    }
    return sentences;
  }

  /** Raises `best` to how near the words are to each of the query's. */
  #raise(words: readonly number[], best: Float64Array): Float64Array {
    const [rows, near] = [this.#rows, this.#near];
    for (const word of words) {
      let row = rows[word]!;
      if (row < 0) rows[word] = row = this.#compare(word);
      for (let at = 0; at < best.length; at += 1) if (near[row + at]! > best[at]!) best[at] = near[row + at]!;
    }
    return best;
  }

  #compare(word: number): number {
    const row = this.#near.length;
    for (const other of this.#query.words) this.#near.push(this.#nearness(word, other));
    return row;
  }

  /** 1 for words of one stem, else the cosine of their vectors, which is below. */
  #nearness(one: number, other: number): number {
    if (this.#table.stemOf(one) === this.#table.stemOf(other)) return 1;
    return Math.min(maxRelated, Math.max(0, this.#table.similarity(one, other)));
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
