import type { DocumentKey } from "./document-key.js";
import type { Hit } from "./answer.js";
import type { StoredText } from "./document-index.js";

/**
 * The source of an answer's evidence: everything that the answer pipeline reads, independent of the engine. One source
 * serves one question, and reads only documents that the caller may see.
 *
 * An engine must implement {@link search}, {@link readDocument} and {@link termShares}. The other members are optional:
 * without one, the pipeline skips the step that needs it. An engine behind an {@link IndexProvider} implements none of
 * them: the library makes {@link search} from {@link IndexReader.search}, {@link readDocument} from {@link
 * IndexReader.text}, {@link termShares} from {@link IndexReader.termShares}, {@link nearestTerms} from {@link
 * IndexReader.nearestTerms} where there is one, and {@link readAll} from {@link IndexReader.documents} and {@link
 * IndexReader.chunks}; the others come from this machine.
 */
export interface EvidenceSource {
  /** The best `k` passages for a query, best first. */
  search(
    query: string,
    options: { readonly k: number; readonly signal?: AbortSignal | undefined },
  ): Promise<readonly Hit[]>;
  /** A document as indexed, `null` when it does not exist: quotes are looked for in all of it. */
  readDocument(document: DocumentKey): Promise<StoredText | null>;
  /** Share of passages that contain each term, in `[0, 1]`. */
  termShares(terms: readonly string[]): Promise<ReadonlyMap<string, number>>;
  /**
   * Optional: every passage of every document that may be read, in document order. A model is given all of it for a
   * question about all of the documents, where it fits; without this member such questions are refused. The caller stops
   * reading when its context is full.
   */
  readAll?(signal?: AbortSignal): AsyncIterable<Hit>;
  /**
   * Optional: words of the documents that are spelled almost like one that none contains, nearest first; the question
   * is then searched for with the first one, and the answer gets a note.
   */
  nearestTerms?(word: string): Promise<readonly string[]>;
  /** Optional: forms of queries that {@link search} understands beyond plain words. Absent: none. */
  readonly queryForms?: readonly ("phrase" | "prefix")[];
  /**
   * Optional: the language of a text as ISO 639-1, `null` where unknown. A model's answer in another language than its
   * sources gets a note.
   */
  languageOf?(text: string): Promise<string | null>;
  /**
   * Optional: the stemmer of a language, by its ISO 639-1 code, for lower-case words. Without, words of a question in
   * another language than English match by their letters alone.
   */
  stemmerOf?(language: string): (word: string) => string;
  /** Optional: whether a document's file differs from its indexed version. */
  isStale?(document: DocumentKey): Promise<boolean>;
  /**
   * Optional: vectors of words for soft matching, `null` for a word without one. Asked once per answer for about a
   * thousand words, and only for extractive generators; implement it only where it is quick and local.
   */
  wordVectors?(words: readonly string[]): Promise<readonly (Float32Array | null)[]>;
  /** Optional: vectors of sentences, under the same conditions as {@link wordVectors}. */
  sentenceVectors?(sentences: readonly string[]): Promise<readonly (Float32Array | null)[]>;
}
