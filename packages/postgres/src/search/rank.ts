import { idf, saturation, type QueryTerm } from "@ragstone/tokenizers/words";
import type { TermPostings } from "./postings.js";

/** A chunk by its document's row and its position there. */
export interface ChunkPlace {
  readonly document: number;
  readonly position: number;
}

export interface Scored extends ChunkPlace {
  readonly score: number;
}

/** Statistics that scores follow from. */
export interface Statistics {
  readonly chunks: number;
  /** Mean number of words of a chunk, at least 1. */
  readonly averageLength: number;
}

/** BM25 of the chunks that contain a term of a query: a slot for each position of a document up to the last that has one. */
export class ChunkScores {
  /** Number of each document, by its row. */
  readonly #numbers = new Map<number, number>();
  /** Slot of the first position of each document, and the end of the last. */
  readonly #starts: Int32Array;
  /** 0 for a chunk without any of the terms. */
  readonly #scores: Float64Array;

  constructor(terms: readonly QueryTerm<TermPostings>[], { chunks, averageLength }: Statistics) {
    this.#starts = this.#layOut(terms);
    this.#scores = new Float64Array(this.#starts.at(-1)!);
    // Float sums in another order would differ in their last digits: the order depends on the statistics alone.
    const weighed = terms
      .map(({ postings, weight, df }) => ({ postings, rarity: idf(chunks, df) * weight }))
      .sort((one, other) => other.rarity - one.rarity || (one.postings.term < other.postings.term ? -1 : 1));
    for (const { postings, rarity } of weighed) {
      const { df, documents, positions, counts, lengths } = postings;
      let [document, start] = [-1, 0];
      for (let at = 0; at < df; at += 1) {
        // Postings of one document follow each other.
        if (documents[at] !== document) {
          document = documents[at]!;
          start = this.#starts[this.#numbers.get(document)!]!;
        }
        this.#scores[start + positions[at]!]! += rarity * saturation(counts[at]!, lengths[at]!, averageLength);
      }
    }
  }

  /** 0 for a chunk without any of the terms. */
  of({ document, position }: ChunkPlace): number {
    const number = this.#numbers.get(document);
    if (number === undefined) return 0;
    const slot = this.#starts[number]! + position;
    return slot < this.#starts[number + 1]! ? this.#scores[slot]! : 0;
  }

  /** The best `k` and all that equal the last of them, best first. */
  best(k: number): Scored[] {
    // The best so far in ascending order: few scores are better than the least of them.
    const top = new Float64Array(k);
    for (const score of this.#scores) {
      if (score <= top[0]!) continue;
      let at = 1;
      for (; at < k && top[at]! < score; at += 1) top[at - 1] = top[at]!;
      top[at - 1] = score;
    }
    return this.from(top[0]!).sort((one, other) => other.score - one.score);
  }

  /** Chunks of at least a score, and of one above 0, in no order. */
  from(least: number): Scored[] {
    const found: Scored[] = [];
    for (const [document, number] of this.#numbers) {
      const [start, end] = [this.#starts[number]!, this.#starts[number + 1]!];
      for (let slot = start; slot < end; slot += 1) {
        const score = this.#scores[slot]!;
        if (score > 0 && score >= least) found.push({ document, position: slot - start, score });
      }
    }
    return found;
  }

  /** Numbers the documents and gives each its slots. */
  #layOut(terms: readonly QueryTerm<TermPostings>[]): Int32Array {
    const last: number[] = [];
    for (const { postings } of terms) {
      const { df, documents, positions } = postings;
      let [document, number] = [-1, 0];
      for (let at = 0; at < df; at += 1) {
        if (documents[at] !== document) {
          document = documents[at]!;
          const known = this.#numbers.get(document);
          number = known ?? this.#numbers.size;
          if (known === undefined) this.#numbers.set(document, number);
        }
        last[number] = Math.max(last[number] ?? 0, positions[at]!);
      }
    }
    const starts = new Int32Array(last.length + 1);
    for (const [number, position] of last.entries()) starts[number + 1] = starts[number]! + position + 1;
    return starts;
  }
}

/** The best `k` and all that equal the last of them, best first. */
export function bestWithTies(scored: readonly Scored[], k: number): Scored[] {
  if (scored.length <= k) return scored.toSorted((one, other) => other.score - one.score);
  const least = Float64Array.from(scored, ({ score }) => score)
    .sort()
    .at(-k)!;
  return scored.filter(({ score }) => score >= least).sort((one, other) => other.score - one.score);
}
