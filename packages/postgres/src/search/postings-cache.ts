import type { TermPostings } from "./postings.js";

/** 20 bytes each: 20 MB at most. */
const maxPostings = 1_000_000;
/** A term without postings takes room too. */
const perTerm = 10;

/** Postings of terms in a whole collection, those of the last searches. Words that many chunks contain are asked for often. */
export class PostingsCache {
  readonly #known = new Map<string, TermPostings>();
  #size = 0;

  get(term: string): TermPostings | undefined {
    const postings = this.#known.get(term);
    if (postings === undefined) return undefined;
    // In the order of their last use.
    this.#known.delete(term);
    this.#known.set(term, postings);
    return postings;
  }

  set(postings: TermPostings): void {
    if (this.#known.has(postings.term) || sizeOf(postings) > maxPostings) return;
    this.#known.set(postings.term, postings);
    this.#size += sizeOf(postings);
    for (const [term, oldest] of this.#known) {
      if (this.#size <= maxPostings) break;
      this.#known.delete(term);
      this.#size -= sizeOf(oldest);
    }
  }
}

function sizeOf({ df }: TermPostings): number {
  return df + perTerm;
}
