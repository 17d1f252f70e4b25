import type { TextRange } from "./text-range.js";

/** A window of a document: `chunk.text === document.text.slice(chunk.start, chunk.end)`, always. */
export interface Chunk extends TextRange {
  readonly text: string;
  /** Tokens of the embedder's input: {@link Chunk.context}, text, special tokens and passage instruction. */
  readonly tokens: number;
  /** Title and headings above the text, table header rows: embedded before the text, never part of it. May be empty. */
  readonly context: string;
  /** Title of the page and labels of the headings above the chunk, outermost first: see `labelPath`. */
  readonly headings: readonly string[];
  /** The 1-based pages that the chunk touches, ascending; empty for formats without pages. */
  readonly pages: readonly number[];
}

/** The embedder's input for a chunk. Its hash with the fingerprint is the key under which the vector is stored. */
export function embeddingText(chunk: Pick<Chunk, "context" | "text">): string {
  return chunk.context === "" ? chunk.text : `${chunk.context}\n\n${chunk.text}`;
}
