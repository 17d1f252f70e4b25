import type { Chunk } from "./chunk.js";
import type { DocumentKey } from "./document-key.js";
import type { EmbedderFingerprint } from "./embedder.js";
import type { SearchFilter } from "./filter.js";
import type { Metadata } from "./metadata.js";
import type { IndexWorker } from "./index-worker.js";
import type { Block, PageSpan, SourceDocument } from "./source-document.js";

/** The inputs that an index was made from. */
export interface IndexFingerprint {
  readonly embedder: EmbedderFingerprint;
  /** {@link Chunker.fingerprint}. */
  readonly chunker: string;
}

/** Stored data of a document apart from its text. */
export interface DocumentRecord extends DocumentKey {
  readonly sha256: string;
  readonly bytes: number;
  readonly modifiedMs: number | null;
  readonly mediaType: string;
  readonly title: string | null;
  /** ISO 639-1, or `null` where unknown. */
  readonly language: string | null;
  readonly metadata: Metadata;
  /** {@link Loader.version} of the loader that read it. */
  readonly loaderVersion: number;
  readonly chunks: number;
  /** When it was committed, ms since the epoch. */
  readonly indexedMs: number;
}

/** A chunk with the key of its vector. */
export interface IndexedChunk extends Chunk {
  /** Hash of embedder fingerprint and embedding text; `null` for a text that has no dense result. */
  readonly vectorKey: string | null;
}

export interface DocumentToIndex {
  readonly document: SourceDocument;
  readonly origin: DocumentKey["origin"];
  /** {@link Loader.version} of the loader that read it. @defaultValue 0 */
  readonly loaderVersion?: number;
  readonly language: string | null;
  readonly chunks: readonly IndexedChunk[];
}

/** A chunk as stored. */
export interface StoredChunk extends Chunk, DocumentKey {
  /** Stable while the document's key, position and text stay the same. */
  readonly id: string;
}

/** A chunk that a search found, with both raw scores: `0` and `null` for a side without a result. */
export interface Candidate extends StoredChunk {
  readonly sha256: string;
  readonly modifiedMs: number | null;
  /** Whether the document's metadata says `navigation`: it leads to others and says little itself. */
  readonly isNavigation?: boolean;
  readonly scores: {
    /** BM25, 0 where no term matches. */
    readonly text: number;
    /** Cosine similarity, `null` without a vector on either side. */
    readonly vector: number | null;
  };
}

export interface IndexQuery {
  /** Unit length, of the index's dimensions. */
  readonly vector?: Float32Array | null;
  /** Any text: words are matched as words, never as query syntax. */
  readonly text?: string | null;
  /** Best candidates wanted from each side. */
  readonly k: number;
  readonly filter?: SearchFilter;
  readonly signal?: AbortSignal;
}

export interface DocumentIndexStatus {
  readonly documents: number;
  readonly chunks: number;
  readonly vectors: number;
  /** Sum of {@link Chunk.tokens}. */
  readonly tokens: number;
  /** On disk. */
  readonly bytes: number;
  /** Last commit in ms since the epoch; `null` when nothing was ever committed. */
  readonly updatedMs: number | null;
  /** The share of the nearest ten that a search finds; `null` where the engine does not tell it. */
  readonly search: { readonly kind: "exact" | "hnsw"; readonly recall: number | null };
  /** Documents by language; the key `unknown` where none was detected. */
  readonly languages: Readonly<Record<string, number>>;
  /** Processes that index at the moment, of an engine that admits several. */
  readonly workers?: readonly IndexWorker[];
  /** Which promises the engine cannot keep, in one line. @defaultValue none */
  readonly limitation?: string;
}

/** Names a document: a path alone is that of a file. */
export type DocumentReference = string | DocumentKey;

/** A document's text as it was indexed, for showing and for verifying. */
export interface StoredText {
  readonly record: DocumentRecord;
  readonly text: string;
  readonly blocks: readonly Block[];
  readonly pages: readonly PageSpan[];
}
