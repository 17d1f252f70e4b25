import type { Corpus } from "./corpus.js";
import type { ChunkTable } from "../store/chunk-table.js";
import { TopK } from "../ranking/top-k.js";
import { idf, saturation, type QueryTerm as QueryTermOf } from "@ragstone/tokenizers/words";
import { maxBlock } from "./text-index.js";
import type { TermPostings } from "./term-postings.js";

/** A term of a query with its postings in this index. */
export type QueryTerm = QueryTermOf<TermPostings>;

export interface TextHit {
  readonly ordinal: number;
  readonly score: number;
}

export interface RankOptions {
  readonly k: number;
  /** The basis of rarity and mean length. */
  readonly corpus: Pick<Corpus, "chunks" | "averageLength" | "compare">;
  /** 1 for chunks that may be found, besides the seeds; everything may without. */
  readonly mask: Uint8Array | null;
  /** Chunks whose score is wanted whatever it is. */
  readonly seeds: readonly number[];
}

interface Scored {
  readonly term: QueryTerm;
  readonly idf: number;
  /** No chunk gets more from this term. */
  readonly bound: number;
  /** Of the terms from this one on. */
  rest: number;
}

const met = 1;
const seeded = 2;

/** Float sums in another order differ by less than this. */
const slack = 1e-9;

/**
 * The best `k` chunks by BM25, and the scores of the seeds; the same as scoring every chunk. Terms are taken with the
 * rarest first; as soon as all terms left together cannot lift a chunk that no term has met into the
 * best `k`, only chunks met already are looked up (Turtle and Flood's max_score, 1995, term at a time), and blocks
 * without any are not read.
 */
export class TextRanker {
  #scores = new Float64Array(0);
  /** {@link met} or {@link seeded} where a score is being summed. */
  #state = new Uint8Array(0);
  /** The chunks that are, in the order in which they were met. */
  #met = new Int32Array(0);
  #size = 0;
  #wanted = new Int32Array(0);
  readonly #ordinals = new Int32Array(maxBlock);
  readonly #counts = new Int32Array(maxBlock);

  rank(
    terms: readonly QueryTerm[],
    table: ChunkTable,
    { k, corpus, mask, seeds }: RankOptions,
  ): { readonly hits: TextHit[]; readonly seedScores: ReadonlyMap<number, number> } {
    this.#reserve(table.end);
    for (const seed of seeds) {
      this.#meet(seed);
      this.#state[seed] = seeded;
    }
    let threshold = 0;
    const average = corpus.averageLength;
    for (const entry of order(terms, corpus)) {
      if (threshold === 0 || entry.rest + slack >= threshold) this.#addAll(entry, { table, average, mask });
      else this.#addToMet(entry, { table, average, threshold });
      threshold = this.#threshold(k);
    }
    const hits = this.#best({ k, corpus }, threshold);
    const seedScores = new Map(seeds.map((seed) => [seed, this.#scores[seed]!]));
    for (let index = 0; index < this.#size; index += 1)
      this.#scores[this.#met[index]!] = this.#state[this.#met[index]!] = 0;
    this.#size = 0;
    return { hits, seedScores };
  }

  #addAll(
    entry: Scored,
    {
      table,
      average,
      mask,
    }: { readonly table: ChunkTable; readonly average: number; readonly mask: Uint8Array | null },
  ): void {
    const { document, length } = table;
    for (const block of entry.term.postings.blocks) {
      const postings = block.read(this.#ordinals, this.#counts);
      for (let index = 0; index < postings; index += 1) {
        const ordinal = this.#ordinals[index]!;
        if (document[ordinal] === 0) continue;
        if (this.#state[ordinal] === 0) {
          if (mask !== null && mask[ordinal] === 0) continue;
          this.#meet(ordinal);
        }
        this.#scores[ordinal]! += entry.idf * saturation(this.#counts[index]!, length[ordinal]!, average);
      }
    }
  }

  #addToMet(
    entry: Scored,
    { table, average, threshold }: { readonly table: ChunkTable; readonly average: number; readonly threshold: number },
  ): void {
    // Chunks that the terms left cannot lift into the best k need no exact score.
    const least = threshold - slack - entry.rest;
    let wanted = 0;
    for (let index = 0; index < this.#size; index += 1) {
      const ordinal = this.#met[index]!;
      if (this.#scores[ordinal]! >= least || this.#state[ordinal] === seeded) this.#wanted[wanted++] = ordinal;
    }
    const targets = this.#wanted.subarray(0, wanted).sort();
    let next = 0;
    for (const block of entry.term.postings.blocks) {
      while (next < wanted && targets[next]! < block.first) next += 1;
      if (next === wanted) return;
      if (targets[next]! > block.last) continue;
      const postings = block.read(this.#ordinals, this.#counts);
      for (let index = 0; index < postings && next < wanted; index += 1) {
        const ordinal = this.#ordinals[index]!;
        while (next < wanted && targets[next]! < ordinal) next += 1;
        if (targets[next] === ordinal)
          this.#scores[ordinal]! += entry.idf * saturation(this.#counts[index]!, table.length[ordinal]!, average);
      }
    }
  }

  /** The `k`-th best score so far, which later terms can only raise; 0 while there are fewer. */
  #threshold(k: number): number {
    const best = new TopK(k);
    for (let index = 0; index < this.#size; index += 1) {
      const ordinal = this.#met[index]!;
      const score = this.#scores[ordinal]!;
      if (score > best.least) best.offer(ordinal, score);
    }
    return Math.max(0, best.least);
  }

  #best({ k, corpus }: Pick<RankOptions, "k" | "corpus">, threshold: number): TextHit[] {
    const hits: TextHit[] = [];
    for (let index = 0; index < this.#size; index += 1) {
      const ordinal = this.#met[index]!;
      const score = this.#scores[ordinal]!;
      if (score > 0 && score >= threshold) hits.push({ ordinal, score });
    }
    return hits.sort((one, other) => other.score - one.score || corpus.compare(one.ordinal, other.ordinal)).slice(0, k);
  }

  #meet(ordinal: number): void {
    if (this.#state[ordinal] !== 0) return;
    this.#state[ordinal] = met;
    this.#met[this.#size++] = ordinal;
  }

  #reserve(end: number): void {
    if (end <= this.#scores.length) return;
    const length = Math.ceil(end * 1.5);
    this.#scores = new Float64Array(length);
    this.#state = new Uint8Array(length);
    this.#met = new Int32Array(length);
    this.#wanted = new Int32Array(length);
  }
}

/**
 * The order depends on the corpus alone, not on how postings are stored: float sums in another order would differ in
 * their last digits.
 */
function order(terms: readonly QueryTerm[], { chunks, averageLength }: RankOptions["corpus"]): Scored[] {
  const scored = terms
    .filter((term) => term.postings.df > 0)
    .map((term): Scored => {
      const rarity = idf(chunks, term.df) * term.weight;
      let most = 0;
      for (const block of term.postings.blocks)
        most = Math.max(most, saturation(block.maxCount, block.minLength, averageLength));
      return { term, idf: rarity, bound: rarity * most, rest: 0 };
    });
  scored.sort((one, other) => other.idf - one.idf || (one.term.postings.term < other.term.postings.term ? -1 : 1));
  let rest = 0;
  for (const entry of scored.toReversed()) entry.rest = rest += entry.bound;
  return scored;
}
