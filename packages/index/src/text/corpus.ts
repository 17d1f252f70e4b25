import type { Terms } from "./terms.js";

/** The chunks that a search may see, with the statistics that scores follow from: of the whole index or of a scope. */
export interface Corpus {
  /** 1 by ordinal for chunks that may be seen; everything may without. */
  readonly mask: Uint8Array | null;
  readonly chunks: number;
  /** Mean number of terms of a chunk, at least 1. */
  readonly averageLength: number;
  /** Languages of the documents, each once, in an order that depends on them alone. */
  readonly languages: readonly (string | null)[];
  readonly terms: Terms;
  /** Order of two chunks whose scores are equal. */
  compare(one: number, other: number): number;
}
