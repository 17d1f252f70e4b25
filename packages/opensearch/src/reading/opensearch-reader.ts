import {
  checkVector,
  compileFilter,
  documentKeyOf,
  IndexError,
  InvalidOptionError,
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
import { analyzerFor, chunksWith } from "@ragstone/tokenizers/words";
import type { Connection } from "../connection/connection.js";
import { fetchDocuments, searchDocuments } from "../documents/fetch.js";
import { chunkDataOf, chunkDocumentId, publicChunk, type ChunkSource } from "../documents/stored-chunk.js";
import { bodyOf, partId, publicRecord, type Body, type StoredRecord } from "../documents/stored-document.js";
import { vectorId } from "../documents/vectors.js";
import type { Ledger } from "../ledger/ledger.js";
import type { Refresher } from "../ledger/refresher.js";
import { snapshotOf, type Snapshot } from "../ledger/snapshot.js";
import type { LedgerState } from "../ledger/state.js";
import { Corpora } from "../search/corpus.js";
import { fetchFrequencies } from "../search/fetch-terms.js";
import { maxCompared } from "../search/nearest-vectors.js";
import { searchIndex, vectorsOf } from "../search/search-index.js";
import type { View } from "../search/view.js";
import { findRecord, visibleRecords } from "../documents/records.js";

/** An opened collection. */
export interface CollectionParts {
  readonly connection: Connection;
  readonly ledger: Ledger;
  readonly refresher: Refresher;
  readonly name: string;
  readonly fingerprint: IndexFingerprint;
  /** Called once, when it is closed. */
  readonly onClose: () => Promise<void>;
}

/** Chunks of one request for their fields. */
const chunksAtOnce = 1000;

/** Reads a collection. Each call sees one state of the ledger, whatever others write meanwhile. */
export class OpenSearchReader implements IndexReader {
  protected readonly parts: CollectionParts;
  protected current: IndexFingerprint;
  readonly #corpora: Corpora;
  #isOpen = true;

  constructor(parts: CollectionParts) {
    this.parts = parts;
    this.current = parts.fingerprint;
    this.#corpora = new Corpora(parts.connection);
  }

  get fingerprint(): IndexFingerprint {
    return this.current;
  }

  async documents(filter?: SearchFilter): Promise<readonly DocumentRecord[]> {
    const passes = filter === undefined ? null : compileFilter(filter, globMatcher);
    const snapshot = await this.searchable();
    const records: DocumentRecord[] = [];
    for await (const stored of visibleRecords(this.parts.connection, snapshot)) {
      const record = publicRecord(stored);
      if (passes === null || passes(record)) records.push(record);
    }
    return records.sort((one, other) => order(one.path, other.path) || order(one.origin, other.origin));
  }

  async document(document: DocumentReference): Promise<DocumentRecord | null> {
    this.checkOpen();
    const { record } = await findRecord(this.parts.connection, this.parts.ledger, documentKeyOf(document));
    return record === null ? null : publicRecord(record);
  }

  async text(document: DocumentReference): Promise<StoredText | null> {
    this.checkOpen();
    const { record, snapshot } = await findRecord(this.parts.connection, this.parts.ledger, documentKeyOf(document));
    if (record === null) return null;
    return { record: publicRecord(record), ...(await this.body(snapshot.state, record)) };
  }

  async chunks(document: DocumentReference): Promise<readonly StoredChunk[]> {
    this.checkOpen();
    const { record, snapshot } = await findRecord(this.parts.connection, this.parts.ledger, documentKeyOf(document));
    if (record === null) return [];
    return (await this.sources(snapshot.state, record)).map((source) => publicChunk(chunkDataOf(source)));
  }

  async chunk(id: string): Promise<StoredChunk | null> {
    const [found] = await this.#chunksOf([id]);
    return found === undefined ? null : publicChunk(chunkDataOf(found));
  }

  async missingVectors(keys: readonly string[]): Promise<ReadonlySet<string>> {
    this.checkOpen();
    const stored = await this.storedKeys(await this.parts.ledger.read(), keys);
    return new Set(keys.filter((key) => !stored.has(key)));
  }

  async search({ signal, filter, ...query }: IndexQuery): Promise<readonly Candidate[]> {
    if (!Number.isInteger(query.k) || query.k < 1) throw new InvalidOptionError("k", query.k, "a whole number from 1");
    const { vector = null } = query;
    if (vector !== null) checkVector(vector, this.current.embedder.dimensions, "the query vector");
    const view = await this.view(filter, signal);
    return searchIndex(view, query);
  }

  async vectors(ids: readonly string[]): Promise<ReadonlyMap<string, Float32Array>> {
    const found = await this.#chunksOf(ids);
    const { indices } = await this.parts.ledger.read();
    const vectors = await vectorsOf({ connection: this.parts.connection, indices }, found);
    return new Map(
      found.flatMap(({ id, vectorKey }) => {
        const vector = vectorKey === null ? undefined : vectors.get(vectorKey);
        return vector === undefined ? [] : [[id, vector] as const];
      }),
    );
  }

  async termShares(terms: readonly string[], filter?: SearchFilter): Promise<ReadonlyMap<string, number>> {
    const view = await this.view(filter);
    const { languages, chunks } = view.corpus;
    const forms = languages.flatMap((language) => terms.flatMap((term) => analyzerFor(language).terms(term)));
    const frequencies = await fetchFrequencies(view, [...new Set(forms)]);
    const index = { frequency: (term: string) => frequencies.get(term) ?? 0 };
    return new Map(terms.map((term) => [term, chunksWith(index, term, languages) / Math.max(1, chunks)]));
  }

  async status(): Promise<DocumentIndexStatus> {
    const { state } = await this.searchable();
    const { totals, languages, indices, updatedMs, recall } = state;
    const { connection } = this.parts;
    const { count: vectors } = await connection.call<{ count: number }>({
      method: "GET",
      path: `/${indices.vectors}/_count`,
    });
    const sizes = await connection.call<{ _all: { primaries: { store: { size_in_bytes: number } } } }>({
      method: "GET",
      path: `/${Object.values(indices).join(",")}/_stats/store`,
    });
    return {
      documents: totals.documents,
      chunks: totals.chunks,
      tokens: totals.tokens,
      vectors,
      bytes: sizes._all.primaries.store.size_in_bytes,
      updatedMs: updatedMs === 0 ? null : updatedMs,
      search: totals.chunks > maxCompared ? { kind: "hnsw", recall: recall?.value ?? 0 } : { kind: "exact", recall: 1 },
      languages: Object.fromEntries(
        Object.entries(languages).map(([language, count]) => [language || "unknown", count]),
      ),
    };
  }

  async close(): Promise<void> {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    await this.parts.onClose();
  }

  /** @throws {@link RagstoneError} `index-closed` after {@link OpenSearchReader.close} */
  protected checkOpen(): void {
    if (!this.#isOpen)
      throw new RagstoneError("index-closed", `The index ${this.parts.name} was closed and is used after it.`, {
        hint: "Open it again.",
      });
  }

  /** The latest state, which searches find. */
  protected async searchable(signal?: AbortSignal): Promise<Snapshot> {
    this.checkOpen();
    const state = await this.parts.ledger.read(signal);
    await this.parts.refresher.upTo(state);
    return snapshotOf(state);
  }

  protected async body({ indices }: LedgerState, { generation, parts }: StoredRecord): Promise<Body> {
    const ids = Array.from({ length: parts }, (_, part) => partId(generation, part));
    const found = await fetchDocuments<{ data: string }>(this.parts.connection, {
      index: indices.documents,
      ids,
      atOnce: 4,
    });
    return bodyOf(ids.map((id) => found.get(id)?.data ?? ""));
  }

  /** The chunks of a document, in order. */
  protected async sources(
    { indices }: LedgerState,
    { generation, chunks }: StoredRecord,
    fields?: readonly string[],
  ): Promise<ChunkSource[]> {
    const ids = Array.from({ length: chunks }, (_, position) => chunkDocumentId(generation, position));
    const fetching = { index: indices.chunks, ids, fields, atOnce: chunksAtOnce };
    const found = await fetchDocuments<ChunkSource>(this.parts.connection, fetching);
    return ids.flatMap((id) => found.get(id) ?? []);
  }

  /** Which of the keys have a stored vector. */
  protected async storedKeys({ indices }: LedgerState, keys: readonly string[]): Promise<Set<string>> {
    const ids = keys.map(vectorId);
    const fetching = { index: indices.vectors, ids, fields: [], atOnce: chunksAtOnce };
    const found = await fetchDocuments(this.parts.connection, fetching);
    return new Set(keys.filter((_, at) => found.has(ids[at]!)));
  }

  async #chunksOf(ids: readonly string[]): Promise<ChunkSource[]> {
    const { state, filter } = await this.searchable();
    if (ids.length === 0) return [];
    const { hits } = await searchDocuments<ChunkSource>(this.parts.connection, {
      index: state.indices.chunks,
      body: {
        query: { bool: { filter: [{ terms: { id: ids } }, ...filter] } },
        size: ids.length,
        _source: ["id", "vectorKey", "data"],
      },
    });
    return hits.hits.map(({ _source }) => _source);
  }

  protected async view(filter?: SearchFilter, signal?: AbortSignal): Promise<View> {
    // A filter that is not understood is refused before anything is asked.
    if (filter !== undefined) compileFilter(filter, globMatcher);
    const snapshot = await this.searchable(signal);
    const { embedder } = snapshot.state.fingerprint;
    if (JSON.stringify(embedder) !== JSON.stringify(this.current.embedder))
      throw new IndexError(
        "model-mismatch",
        `The index ${this.parts.name} was opened as made by ${this.current.embedder.model} and is of ${embedder.model} since.`,
        { hint: "Open it again and embed the query with that model.", data: { stored: embedder } },
      );
    const corpus = await this.#corpora.of(snapshot, filter, signal);
    return { connection: this.parts.connection, indices: snapshot.state.indices, corpus, signal };
  }
}

function order(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
