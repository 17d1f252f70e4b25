import type { Terms } from "./terms.js";

/** The chunks that a search may see, with the statistics that scores follow from: of the whole index or of a scope. */
export interface Corpus {
  readonly chunks: number;
  /** Mean number of terms of a chunk, at least 1. */
  readonly averageLength: number;
  /** Languages of the documents, each once, in an order that depends on them alone. */
  readonly languages: readonly (string | null)[];
  /** With postings in these chunks alone: text search has no other filter. */
  readonly terms: Terms;
  /** 1 by ordinal for these chunks; `null` where they are all. */
  readonly mask: Uint8Array | null;
  /** Order of two chunks whose scores are equal. */
  compare(one: number, other: number): number;
}
