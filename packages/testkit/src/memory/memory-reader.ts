import {
  compileFilter,
  RagstoneError,
  type Candidate,
  type DocumentIndexStatus,
  type DocumentRecord,
  type DocumentReference,
  type IndexFingerprint,
  type IndexQuery,
  type IndexReader,
  type SearchFilter,
  type StoredChunk,
  type StoredText,
} from "@ragstone/core";
import { globMatcher } from "@ragstone/core/globs";
import { nearestWords } from "./nearest-words.js";
import { searchMemory, storedChunk, termSharesOf } from "./memory-search.js";
import type { MemoryDocument, MemoryStore } from "./memory-store.js";

/** Reads a store that others write to at the same time. */
export class MemoryReader implements IndexReader {
  readonly #store: MemoryStore;
  #open = true;

  constructor(store: MemoryStore) {
    this.#store = store;
  }

  get fingerprint(): IndexFingerprint {
    return this.#store.fingerprint;
  }

  async documents(filter?: SearchFilter): Promise<readonly DocumentRecord[]> {
    return this.#visible(filter).map(({ record }) => record);
  }

  async document(document: DocumentReference): Promise<DocumentRecord | null> {
    return this.store.get(document)?.record ?? null;
  }

  async text(document: DocumentReference): Promise<StoredText | null> {
    const stored = this.store.get(document);
    if (stored === undefined) return null;
    const { record, text, blocks, pages } = stored;
    return { record, text, blocks, pages };
  }

  async chunks(document: DocumentReference): Promise<readonly StoredChunk[]> {
    return this.store.get(document)?.chunks.map(storedChunk) ?? [];
  }

  async chunk(id: string): Promise<StoredChunk | null> {
    const found = this.#chunks().find((chunk) => chunk.id === id);
    return found === undefined ? null : storedChunk(found);
  }

  async missingVectors(keys: readonly string[]): Promise<ReadonlySet<string>> {
    return new Set(keys.filter((key) => !this.store.vectors.has(key)));
  }

  async search(query: IndexQuery): Promise<readonly Candidate[]> {
    query.signal?.throwIfAborted();
    return searchMemory(this.store, this.#visible(query.filter), query);
  }

  async vectors(ids: readonly string[]): Promise<ReadonlyMap<string, Float32Array>> {
    const wanted = new Set(ids);
    return new Map(
      this.#chunks().flatMap(({ id, vectorKey }) =>
        vectorKey === null || !wanted.has(id) ? [] : [[id, this.store.vectors.get(vectorKey)!] as const],
      ),
    );
  }

  async termShares(terms: readonly string[], filter?: SearchFilter): Promise<ReadonlyMap<string, number>> {
    return termSharesOf(this.#visible(filter), terms);
  }

  async nearestTerms(word: string, filter?: SearchFilter): Promise<readonly string[]> {
    return nearestWords(this.#visible(filter), word);
  }

  async status(): Promise<DocumentIndexStatus> {
    const documents = this.store.documents();
    const languages: Record<string, number> = {};
    for (const { record } of documents)
      languages[record.language ?? "unknown"] = (languages[record.language ?? "unknown"] ?? 0) + 1;
    return {
      documents: documents.length,
      chunks: this.#chunks().length,
      vectors: this.store.vectors.size,
      tokens: this.#chunks().reduce((sum, { tokens }) => sum + tokens, 0),
      bytes: documents.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0),
      updatedMs: this.store.updatedMs,
      search: { kind: "exact", recall: 1 },
      languages,
    };
  }

  async close(): Promise<void> {
    this.#open = false;
  }

  /** @throws {@link RagstoneError} `index-closed` after {@link MemoryReader.close} */
  protected get store(): MemoryStore {
    if (this.#open) return this.#store;
    throw new RagstoneError("index-closed", "The index in memory was closed and is used after it.", {
      hint: "Open it again.",
    });
  }

  #visible(filter: SearchFilter | undefined): MemoryDocument[] {
    if (filter === undefined) return this.store.documents();
    const passes = compileFilter(filter, globMatcher);
    return this.store.documents().filter(({ record }) => passes(record));
  }

  #chunks(): MemoryDocument["chunks"][number][] {
    return this.store.documents().flatMap(({ chunks }) => chunks);
  }
}
