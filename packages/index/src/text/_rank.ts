import type { ChunkTable } from "../search/_chunk-table.js";
import { idf, saturation } from "./_bm25.js";
import { maxBlock, type TermPostings } from "./_text-index.js";

/** A term of a query with what it weighs: the number of times that the query says it. */
export interface QueryTerm {
  readonly postings: TermPostings;
  readonly weight: number;
}

export interface TextHit {
  readonly ordinal: number;
  readonly score: number;
}

export interface RankOptions {
  readonly k: number;
  /** 1 for chunks that may be found; everything may without. */
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

/** Float sums in another order differ by less than this. */
const slack = 1e-9;

/**
 * The best `k` chunks by BM25, and the scores of the seeds; the same as scoring every chunk. Terms are taken with the one
 * that can add most first; as soon as all terms left together cannot lift a chunk that no term has met into the best `k`,
 * only chunks met already are looked up (Turtle and Flood's max_score, 1995, term at a time), and blocks without any are
 * not read.
 */
export class TextRanker {
  #scores = new Float64Array(0);
  /** 1: met by a term or a seed. */
  #met = new Uint8Array(0);
  readonly #ordinals = new Int32Array(maxBlock);
  readonly #counts = new Int32Array(maxBlock);

  rank(terms: readonly QueryTerm[], table: ChunkTable, { k, mask, seeds }: RankOptions): { readonly hits: TextHit[]; readonly seedScores: ReadonlyMap<number, number> } {
    this.#reserve(table.end);
    const met: number[] = [];
    for (const seed of seeds) this.#meet(seed, met);
    const scored = this.#order(terms, table);
    let threshold = 0;
    for (const entry of scored) {
      if (threshold === 0 || entry.rest + slack >= threshold) this.#addAll(entry, table, mask, met);
      else this.#addToMet(entry, table, met, threshold, seeds);
      threshold = this.#threshold(met, k, mask);
    }
    const hits = this.#best(met, k, mask);
    const seedScores = new Map(seeds.map((seed) => [seed, this.#scores[seed]!]));
    for (const ordinal of met) this.#scores[ordinal] = this.#met[ordinal] = 0;
    return { hits, seedScores };
  }

  #order(terms: readonly QueryTerm[], table: ChunkTable): Scored[] {
    const average = table.averageLength;
    const scored = terms.filter((term) => term.postings.df > 0).map((term): Scored => {
      const rarity = idf(table.chunks, term.postings.df) * term.weight;
      let most = 0;
      for (const block of term.postings.blocks) most = Math.max(most, saturation(block.maxCount, block.minLength, average));
      return { term, idf: rarity, bound: rarity * most, rest: 0 };
    });
    scored.sort((one, other) => other.bound - one.bound);
    let rest = 0;
    for (const entry of scored.toReversed()) entry.rest = rest += entry.bound;
    return scored;
  }

  #addAll(entry: Scored, table: ChunkTable, mask: Uint8Array | null, met: number[]): void {
    const average = table.averageLength;
    const { document, length } = table;
    for (const block of entry.term.postings.blocks) {
      const postings = block.read(this.#ordinals, this.#counts);
      for (let index = 0; index < postings; index += 1) {
        const ordinal = this.#ordinals[index]!;
        if (document[ordinal] === 0 || (mask !== null && mask[ordinal] === 0 && this.#met[ordinal] === 0)) continue;
        if (this.#met[ordinal] === 0) this.#meet(ordinal, met);
        this.#scores[ordinal]! += entry.idf * saturation(this.#counts[index]!, length[ordinal]!, average);
      }
    }
  }

  #addToMet(entry: Scored, table: ChunkTable, met: readonly number[], threshold: number, seeds: readonly number[]): void {
    const average = table.averageLength;
    const wanted = new Set(seeds);
    // Chunks that the terms left cannot lift into the best k need no exact score.
    for (const ordinal of met) if (this.#scores[ordinal]! + entry.rest + slack >= threshold) wanted.add(ordinal);
    const targets = Int32Array.from(wanted).sort();
    let next = 0;
    for (const block of entry.term.postings.blocks) {
      while (next < targets.length && targets[next]! < block.first) next += 1;
      if (next === targets.length) return;
      if (targets[next]! > block.last) continue;
      const postings = block.read(this.#ordinals, this.#counts);
      for (let index = 0; index < postings && next < targets.length; index += 1) {
        const ordinal = this.#ordinals[index]!;
        while (next < targets.length && targets[next]! < ordinal) next += 1;
        if (targets[next] === ordinal) this.#scores[ordinal]! += entry.idf * saturation(this.#counts[index]!, table.length[ordinal]!, average);
      }
    }
  }

  /** The `k`-th best score so far, which later terms can only raise; 0 while there are fewer. */
  #threshold(met: readonly number[], k: number, mask: Uint8Array | null): number {
    const heap = new Float64Array(k);
    let size = 0;
    for (const ordinal of met) {
      if (mask !== null && mask[ordinal] === 0) continue;
      const score = this.#scores[ordinal]!;
      if (size < k) siftUp(heap, size++, score);
      else if (score > heap[0]!) siftDown(heap, size, score);
    }
    return size < k ? 0 : heap[0]!;
  }

  #best(met: readonly number[], k: number, mask: Uint8Array | null): TextHit[] {
    const threshold = this.#threshold(met, k, mask);
    const hits: TextHit[] = [];
    for (const ordinal of met) {
      const score = this.#scores[ordinal]!;
      if (score > 0 && score >= threshold && (mask === null || mask[ordinal] === 1)) hits.push({ ordinal, score });
    }
    return hits.sort((one, other) => other.score - one.score || one.ordinal - other.ordinal).slice(0, k);
  }

  #meet(ordinal: number, met: number[]): void {
    if (this.#met[ordinal] === 1) return;
    this.#met[ordinal] = 1;
    met.push(ordinal);
  }

  #reserve(end: number): void {
    if (end <= this.#scores.length) return;
    this.#scores = new Float64Array(Math.ceil(end * 1.5));
    this.#met = new Uint8Array(Math.ceil(end * 1.5));
  }
}

/** Adds to a heap whose least value is at 0. */
function siftUp(heap: Float64Array, size: number, value: number): void {
  let at = size;
  while (at > 0) {
    const parent = (at - 1) >> 1;
    if (heap[parent]! <= value) break;
    heap[at] = heap[parent]!;
    at = parent;
  }
  heap[at] = value;
}

/** Replaces the least value. */
function siftDown(heap: Float64Array, size: number, value: number): void {
  let at = 0;
  for (;;) {
    let child = 2 * at + 1;
    if (child >= size) break;
    if (child + 1 < size && heap[child + 1]! < heap[child]!) child += 1;
    if (heap[child]! >= value) break;
    heap[at] = heap[child]!;
    at = child;
  }
  heap[at] = value;
}
