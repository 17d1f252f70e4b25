import type {
  Candidate,
  DocumentIndexStatus,
  DocumentRecord,
  DocumentReference,
  IndexFingerprint,
  IndexQuery,
  StoredChunk,
  StoredText,
} from "./document-index.js";
import type { SearchFilter } from "./filter.js";

/**
 * Documents, chunks and vectors to read and search. Every call sees whole commits: a document entirely or not at all.
 * An open reader sees what writers commit later without being opened again. Methods are asynchronous so that engines in
 * other processes fit.
 */
export interface IndexReader {
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
  /**
   * The union of both sides' best `k`, each with both scores, in no promised order: `fuse()` ranks them. With a filter,
   * candidates and scores are those of an index that contains nothing else: no statistic and no choice among equals
   * depends on documents that the filter hides.
   */
  search(query: IndexQuery): Promise<readonly Candidate[]>;
  /**
   * Stored vectors of chunks, by chunk id; chunks without one are left out. Used to diversify candidates. Optional:
   * without it, hits are not diversified.
   */
  vectors?(ids: readonly string[]): Promise<ReadonlyMap<string, Float32Array>>;
  /**
   * Share of chunks that contain each term, in `[0, 1]`, for weighing words by rarity. Terms are stemmed as the index
   * does.
   *
   * @param filter - only counts the chunks of the documents that it lets through
   */
  termShares(terms: readonly string[], filter?: SearchFilter): Promise<ReadonlyMap<string, number>>;
  /**
   * Words of the indexed texts that are spelled almost like a word that no text contains, at most five: those within
   * {@link typoLimit} edits that have the same first letter; if there are none, those one edit away that have another.
   * First by fewer edits, then by the number of chunks that contain them. In lower case. An engine may have none for words that only give a question its form, such as
   * `what`. Optional: without it, typos are not corrected.
   *
   * @param filter - only the words of the documents that it lets through: no other word is suggested or counts
   */
  nearestTerms?(word: string, filter?: SearchFilter): Promise<readonly string[]>;
  status(): Promise<DocumentIndexStatus>;
  close(): Promise<void>;
}
