import { decodeForward } from "./forward.js";

/** Postings of one term that are not merged yet. */
export interface DeltaPostings {
  readonly ordinals: number[];
  readonly counts: number[];
  /** Chunks that came less chunks that went. */
  df: number;
}

/** Term counts of the documents that came and went since the last merge, in memory. */
export class Delta {
  readonly terms = new Map<string, DeltaPostings>();
  /** Last row of `pending` that is in it. */
  lastId = 0;

  /** @param sign - 1 for a document that came, -1 for one that went */
  add(id: number, first: number, sign: number, data: Uint8Array): void {
    this.lastId = id;
    decodeForward(data, (term, occurrences) => {
      let postings = this.terms.get(term);
      if (postings === undefined) this.terms.set(term, (postings = { ordinals: [], counts: [], df: 0 }));
      postings.df += (sign * occurrences.length) / 2;
      if (sign < 0) return;
      for (let index = 0; index < occurrences.length; index += 2) {
        postings.ordinals.push(first + occurrences[index]!);
        postings.counts.push(occurrences[index + 1]!);
      }
    });
  }
}
