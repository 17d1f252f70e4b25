import type { Chunk } from "./chunk.js";
import type { SourceDocument } from "./source-document.js";
import type { Steps } from "./steps.js";

/** Splits documents into windows. */
export interface Chunker {
  /** Name and version with every option that changes where it cuts: part of the index fingerprint. */
  readonly fingerprint: string;
  /** Chunks in order, without overlap, that contain every character which is neither white space nor hidden. */
  chunk(document: Pick<SourceDocument, "text" | "blocks" | "pages" | "title">): readonly Chunk[];
  /**
   * The same chunks in steps of a few milliseconds, for documents of many megabytes in programs that must stay
   * responsive. Absent if a chunker is always that quick.
   */
  chunkSteps?(document: Pick<SourceDocument, "text" | "blocks" | "pages" | "title">): Steps<readonly Chunk[]>;
  /** Splits one chunk in smaller ones, for a text that an embedder rejected as too long. */
  split(document: Pick<SourceDocument, "text" | "blocks" | "pages" | "title">, chunk: Chunk): readonly Chunk[];
}
