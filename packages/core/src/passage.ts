import type { Block } from "./source-document.js";
import type { DocumentKey } from "./document-key.js";
import type { TextRange } from "./text-range.js";

/** A piece of a source, as a generator is shown it. */
export interface Passage extends TextRange, DocumentKey {
  /** Number of the source in the prompt, from 1. */
  readonly number: number;
  /** `documentText.slice(start, end)`. */
  readonly text: string;
  readonly headings: readonly string[];
  readonly pages: readonly number[];
  /**
   * Blocks of the document that the passage overlaps, clipped to it; offsets into the document. Absent if the blocks
   * are unknown.
   */
  readonly blocks?: readonly Block[];
  /** Rank score of the retrieval. */
  readonly score: number;
  readonly scores: { readonly text: number; readonly vector: number | null };
}
