import type { TermPostings } from "./term-postings.js";

/** The terms of the chunks that a search may see. */
export interface Terms {
  postings(term: string): TermPostings;
  /** Number of chunks that contain the term. */
  frequency(term: string): number;
  /** Terms that begin with the letters, at most `limit`. */
  withPrefix(prefix: string, limit: number): string[];
}
