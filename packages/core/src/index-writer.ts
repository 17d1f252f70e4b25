import type { DocumentReference, DocumentToIndex } from "./document-index.js";
import type { IndexReader } from "./index-reader.js";
import type { SharedWork } from "./shared-work.js";

/**
 * An index open for writing. Every call is atomic and durable when it resolves: a crash leaves everything committed
 * before, and nothing of the pending call.
 */
export interface IndexWriter extends IndexReader {
  /** Stores vectors under their keys. Keys that exist are left as they are. */
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
  /** Notes that a file was touched but has the same bytes. */
  touchDocument(path: string, modifiedMs: number | null): Promise<void>;
  /**
   * Ends a run: drops vectors that no chunk uses, merges and compacts pending data, and updates the search graph if the
   * engine has one.
   *
   * @param options.chunker - the chunker of all documents from now on, if a run cut all of them again
   * @throws the signal's reason when aborted; documents are safe, and the next call does the rest
   */
  finish(options?: { readonly chunker?: string; readonly signal?: AbortSignal }): Promise<void>;
  /**
   * Runs several writes as one piece: nothing else that calls this, in this process, comes between them. Vectors stored
   * by {@link IndexWriter.putVectors} are then still there for {@link IndexWriter.replaceDocument}, whatever {@link
   * IndexWriter.finish} of another caller drops. Calls run in order; `use` must not call it again.
   */
  exclusively?<T>(use: (index: IndexWriter) => Promise<T>): Promise<T>;
  /**
   * Takes part in the work of all processes that index the same documents into this index. Only of engines that admit
   * several writers.
   *
   * @param name - tells people which process it is
   */
  share?(name: string): Promise<SharedWork>;
}
