import type { Chunk } from "./chunk.js";
import type { DocumentKey } from "./document-key.js";
import type { EmbedderFingerprint } from "./embedder.js";
import type { SearchFilter } from "./filter.js";
import type { Metadata } from "./metadata.js";
import type { Block, PageSpan, SourceDocument } from "./source-document.js";

/** What made an index. */
export interface IndexFingerprint {
  readonly embedder: EmbedderFingerprint;
  /** {@link Chunker.fingerprint}. */
  readonly chunker: string;
}

/** What is kept of a document besides its text. */
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

/** A chunk that a search found, with both raw scores: `0` and `null` where that side has nothing to say. */
export interface Candidate extends StoredChunk {
  readonly sha256: string;
  readonly modifiedMs: number | null;
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
  readonly search: { readonly kind: "exact" | "hnsw"; readonly recall: number };
  /** Documents by language; the key `unknown` where none was detected. */
  readonly languages: Readonly<Record<string, number>>;
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

/**
 * Documents, chunks and vectors, durable and searchable. One writer, many readers; every call is atomic, and a reader
 * sees a document whole or not at all. Methods are asynchronous so that engines in other processes fit.
 */
export interface DocumentIndex {
  readonly fingerprint: IndexFingerprint;
  /**
   * Every document that the filter lets through, ordered by path, then files before texts that were put in.
   *
   * @throws {@link InvalidOptionError} for a filter with a field or value that is not known: it must not widen a scope
   */
  documents(filter?: SearchFilter): Promise<readonly DocumentRecord[]>;
  document(document: DocumentReference): Promise<DocumentRecord | null>;
  /** The extracted text of a document as indexed, `null` when it is not there. */
  text(document: DocumentReference): Promise<StoredText | null>;
  /** Chunks of one document in order; empty when it is not there. */
  chunks(document: DocumentReference): Promise<readonly StoredChunk[]>;
  chunk(id: string): Promise<StoredChunk | null>;
  /** Which of the keys have no stored vector. */
  missingVectors(keys: readonly string[]): Promise<ReadonlySet<string>>;
  /** Stores vectors under their keys, durable when it resolves. Keys that exist are left as they are. */
  putVectors(vectors: ReadonlyMap<string, Float32Array>): Promise<void>;
  /**
   * Puts a document with its chunks in place of the one with its key. The vectors of its chunks must be stored
   * already.
   *
   * @throws {@link IndexError} `missing-vectors` naming the keys that are not
   * @throws the signal's reason when aborted; nothing is changed then
   */
  replaceDocument(
    entry: DocumentToIndex,
    options?: { readonly signal?: AbortSignal },
  ): Promise<{ readonly chunksAdded: number; readonly chunksRemoved: number }>;
  /** Gives a file another path, keeping chunks and vectors. */
  moveDocument(from: string, to: string, modifiedMs: number | null): Promise<void>;
  /** Resolves to the number of chunks removed, 0 when it was not there. */
  removeDocument(document: DocumentReference, options?: { readonly signal?: AbortSignal }): Promise<number>;
  /** Notes that a file was touched but holds the same bytes. */
  touchDocument(path: string, modifiedMs: number | null): Promise<void>;
  /**
   * The union of both sides' best `k`, each with both scores, in no promised order: `fuse()` ranks them. With a filter,
   * candidates and scores are those of an index that holds nothing else: no statistic and no choice among equals
   * depends on documents that the filter hides.
   */
  search(query: IndexQuery): Promise<readonly Candidate[]>;
  /**
   * Stored vectors of chunks, by chunk id; chunks without one are left out. For choosing among candidates by what they
   * add.
   */
  vectors?(ids: readonly string[]): Promise<ReadonlyMap<string, Float32Array>>;
  /**
   * Share of chunks that hold each term, in `[0, 1]`, for weighing words by rarity. Terms are stemmed as the index
   * does.
   *
   * @param filter - counts the chunks of the documents that it lets through alone
   */
  termShares(terms: readonly string[], filter?: SearchFilter): Promise<ReadonlyMap<string, number>>;
  /**
   * Ends a run: drops vectors that no chunk uses, merges what is pending.
   *
   * @param options.chunker - what every document is now cut by, when a run cut all of them again
   * @throws the signal's reason when aborted; documents are safe, and the next call does the rest
   */
  finish(options?: { readonly chunker?: string; readonly signal?: AbortSignal }): Promise<void>;
  /**
   * Runs several writes as one piece: nothing else that calls this, in this process, comes between them. Vectors stored
   * by {@link DocumentIndex.putVectors} are then still there for {@link DocumentIndex.replaceDocument}, whatever
   * {@link DocumentIndex.finish} of another caller drops. Calls run in order; `use` must not call it again.
   */
  exclusively?<T>(use: (index: DocumentIndex) => Promise<T>): Promise<T>;
  status(): Promise<DocumentIndexStatus>;
  close(): Promise<void>;
}
