import type { Bound } from "./postings.js";

/** A run of postings of one term that is read as a whole. */
export interface PostingsBlock extends Bound {
  /** Fills the arrays and returns the number of postings; arrays have room for at least {@link maxBlock}. */
  read(ordinals: Int32Array, counts: Int32Array): number;
}

export interface TermPostings {
  readonly term: string;
  /** Chunks that contain it. */
  readonly df: number;
  /** By ordinal. */
  readonly blocks: readonly PostingsBlock[];
}
