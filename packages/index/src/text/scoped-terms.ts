import type { Terms } from "./terms.js";
import { maxBlock, unionOf, type TextIndex } from "./text-index.js";
import type { PostingsBlock, TermPostings } from "./term-postings.js";

/** Frequencies that are kept: those of some hundred questions. */
const maxFrequencies = 10_000;

/** The terms of the chunks in a mask, as if the index contained no others. */
export class ScopedTerms implements Terms {
  readonly #index: TextIndex;
  /** 1 by ordinal for chunks that may be seen. */
  readonly #mask: Uint8Array;
  /** Bounds of the ordinals that may be seen, both included. */
  readonly #first: number;
  readonly #last: number;
  readonly #frequencies = new Map<string, number>();
  readonly #ordinals = new Int32Array(maxBlock);
  readonly #counts = new Int32Array(maxBlock);

  constructor(index: TextIndex, mask: Uint8Array) {
    this.#index = index;
    this.#mask = mask;
    this.#first = mask.indexOf(1);
    this.#last = mask.lastIndexOf(1);
  }

  postings(term: string): TermPostings {
    const blocks = this.#blocks(term);
    return { term, df: this.#count(term, blocks), blocks };
  }

  frequency(term: string): number {
    return this.#frequencies.get(term) ?? this.#count(term, this.#blocks(term));
  }

  /** The first in alphabetical order, so that the choice does not depend on terms of other chunks. */
  withPrefix(prefix: string, limit: number): string[] {
    const found: string[] = [];
    for (const term of this.#index.withPrefix(prefix, Number.MAX_SAFE_INTEGER).sort()) {
      if (found.length === limit) break;
      if (this.frequency(term) > 0) found.push(term);
    }
    return found;
  }

  union(name: string, all: readonly TermPostings[]): TermPostings {
    return unionOf(name, all);
  }

  #blocks(term: string): PostingsBlock[] {
    return this.#index
      .postings(term)
      .blocks.filter(({ first, last }) => last >= this.#first && first <= this.#last)
      .map((block) => ({
        ...block,
        read: (ordinals, counts) => this.#keepVisible(ordinals, counts, block.read(ordinals, counts)),
      }));
  }

  #keepVisible(ordinals: Int32Array, counts: Int32Array, length: number): number {
    let kept = 0;
    for (let index = 0; index < length; index += 1) {
      if (this.#mask[ordinals[index]!] !== 1) continue;
      ordinals[kept] = ordinals[index]!;
      counts[kept] = counts[index]!;
      kept += 1;
    }
    return kept;
  }

  #count(term: string, blocks: readonly PostingsBlock[]): number {
    let df = this.#frequencies.get(term);
    if (df !== undefined) return df;
    df = 0;
    for (const block of blocks) df += block.read(this.#ordinals, this.#counts);
    if (this.#frequencies.size >= maxFrequencies) this.#frequencies.clear();
    this.#frequencies.set(term, df);
    return df;
  }
}
