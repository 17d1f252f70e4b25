import type { Candidate, DocumentIndex, DocumentIndexStatus, DocumentRecord, DocumentToIndex, IndexFingerprint, IndexQuery, OnEvent, SearchFilter, StoredChunk, StoredText } from "@ragstone/core";
import { IndexError, RagstoneError } from "@ragstone/core";
import { compileFilter } from "./search/_filter.js";
import { Searcher } from "./search/_searcher.js";
import { adopt } from "./store/_adopt.js";
import { compact } from "./store/_compact.js";
import type { IndexFiles } from "./store/_files.js";
import type { WriterLock } from "./store/_lock.js";
import { Meta } from "./store/_meta.js";
import { bytesOnDisk, type OpenedDatabase } from "./store/_open-database.js";
import { packText, unpackText, type PackedText } from "./store/_pack-text.js";
import { chunkColumns, documentColumns, toChunk, toRecord, type ChunkRow, type DocumentRow } from "./store/_rows.js";
import { deleteDocument, moveDocument, usedSlots, writeDocument } from "./store/_write-document.js";
import { mergePending } from "./text/_merge.js";
import { dropVectors, storeVectors } from "./vectors/_vector-store.js";
import type { Block, PageSpan } from "@ragstone/core";
import type { Database } from "./store/_database.js";

/** Chunks waiting to be merged into the postings at which a writer does it: about a second of work and 50 MB of memory. */
const mergeAtChunks = 16_384;

/** Chunks that a finished run may leave waiting: reading them costs a search in a cold process about 5 ms. */
const leaveAtMostChunks = 256;

/** Ordinals beyond twice the chunks that edits may use up before the index is compacted: 200 kB of memory. */
const spareOrdinals = 10_000;

export interface SqliteIndexParts {
  readonly opened: OpenedDatabase;
  readonly files: IndexFiles;
  readonly fingerprint: IndexFingerprint;
  /** `null` for reading. */
  readonly lock: WriterLock | null;
  readonly onEvent: OnEvent | undefined;
  readonly graphFromBytes?: number | undefined;
}

/** A {@link DocumentIndex} in one SQLite file. Every method is one transaction. */
export class SqliteIndex implements DocumentIndex {
  #fingerprint: IndexFingerprint;
  readonly #opened: OpenedDatabase;
  readonly #files: IndexFiles;
  readonly #lock: WriterLock | null;
  readonly #meta: Meta;
  readonly #searcher: Searcher;
  #open = true;
  /** Chunks waiting to be merged, at most; unknown before the first look. */
  #waiting = Infinity;

  constructor({ opened, files, fingerprint, lock, onEvent, graphFromBytes }: SqliteIndexParts) {
    this.#fingerprint = fingerprint;
    this.#opened = opened;
    this.#files = files;
    this.#lock = lock;
    this.#meta = new Meta(opened.database);
    this.#searcher = new Searcher({ database: opened.database, meta: this.#meta, dir: files.dir, fingerprint, onEvent, graphFromBytes });
  }

  get fingerprint(): IndexFingerprint {
    return this.#fingerprint;
  }

  async documents(filter?: SearchFilter): Promise<readonly DocumentRecord[]> {
    const lets = filter === undefined ? () => true : compileFilter(filter);
    const records = this.#database.all<DocumentRow>(`SELECT ${documentColumns} FROM documents`).map(toRecord).filter(lets);
    return records.sort((one, other) => (one.path < other.path ? -1 : 1));
  }

  async document(path: string): Promise<DocumentRecord | null> {
    const row = this.#row(path);
    return row === undefined ? null : toRecord(row);
  }

  async text(path: string): Promise<StoredText | null> {
    return this.#database.read(() => {
      const row = this.#row(path);
      if (row === undefined) return null;
      const body = this.#database.get<{ tail: PackedText; blocks: string; pages: string }>("SELECT tail, blocks, pages FROM bodies WHERE document = ?", row.id)!;
      const tiles = this.#database.all<{ gap: PackedText; text: PackedText }>("SELECT gap, text FROM chunks WHERE ordinal >= ? AND ordinal < ? ORDER BY ordinal", row.first, row.first + row.count);
      return {
        record: toRecord(row),
        text: tiles.map((tile) => unpackText(tile.gap) + unpackText(tile.text)).join("") + unpackText(body.tail),
        blocks: JSON.parse(body.blocks) as Block[],
        pages: JSON.parse(body.pages) as PageSpan[],
      };
    });
  }

  async chunks(path: string): Promise<readonly StoredChunk[]> {
    return this.#database.read(() => {
      const row = this.#row(path);
      if (row === undefined) return [];
      return this.#database.all<ChunkRow>(`SELECT ${chunkColumns} FROM chunks WHERE ordinal >= ? AND ordinal < ? ORDER BY ordinal`, row.first, row.first + row.count).map((chunk) => toChunk(chunk, path));
    });
  }

  async chunk(id: string): Promise<StoredChunk | null> {
    return this.#database.read(() => {
      const row = this.#database.get<ChunkRow>(`SELECT ${chunkColumns} FROM chunks WHERE id = ?`, id);
      if (row === undefined) return null;
      const owner = this.#database.get<{ path: PackedText }>("SELECT path FROM documents WHERE first <= ? ORDER BY first DESC, count DESC LIMIT 1", row.ordinal)!;
      return toChunk(row, unpackText(owner.path));
    });
  }

  async missingVectors(keys: readonly string[]): Promise<ReadonlySet<string>> {
    return this.#database.read(() => new Set(keys.filter((key) => this.#database.get("SELECT slot FROM vectors WHERE key = ?", key) === undefined)));
  }

  async putVectors(vectors: ReadonlyMap<string, Float32Array>): Promise<void> {
    this.#write((database) => {
      this.#meta.begin();
      storeVectors(database, this.#meta, this.fingerprint.embedder.dimensions, vectors);
    });
  }

  async replaceDocument(entry: DocumentToIndex): Promise<{ readonly chunksAdded: number; readonly chunksRemoved: number }> {
    const counts = this.#write((database) => writeDocument(database, this.#meta, entry));
    // What came and what went both wait. Counted here, since summing the rows for each document would read them all.
    this.#waiting += entry.chunks.length + counts.chunksRemoved;
    this.#mergeAbove(mergeAtChunks);
    return counts;
  }

  async moveDocument(from: string, to: string, modifiedMs: number | null): Promise<void> {
    this.#write((database) => moveDocument(database, this.#meta, from, to, modifiedMs));
  }

  async removeDocument(path: string): Promise<number> {
    return this.#write((database) => (this.#row(path) === undefined ? 0 : deleteDocument(database, path, this.#meta.begin())));
  }

  async touchDocument(path: string, modifiedMs: number | null): Promise<void> {
    this.#write((database) => {
      if (this.#row(path) === undefined) return;
      this.#meta.begin();
      database.run("UPDATE documents SET modified = ? WHERE path = ?", modifiedMs, packText(path));
    });
  }

  async search(query: IndexQuery): Promise<readonly Candidate[]> {
    this.#checkOpen();
    query.signal?.throwIfAborted();
    return this.#searcher.search(query);
  }

  async vectors(ids: readonly string[]): Promise<ReadonlyMap<string, Float32Array>> {
    this.#checkOpen();
    return this.#searcher.vectors(ids);
  }

  async termShares(terms: readonly string[]): Promise<ReadonlyMap<string, number>> {
    this.#checkOpen();
    return this.#searcher.termShares(terms);
  }

  async finish({ chunker }: { readonly chunker?: string } = {}): Promise<void> {
    if (chunker !== undefined && chunker !== this.fingerprint.chunker) this.#noteChunker(chunker);
    this.#mergeAbove(leaveAtMostChunks);
    this.#collect();
    this.#compact();
    this.#database.settle();
    if (this.#lock !== null) await this.#searcher.updateGraph();
  }

  #noteChunker(chunker: string): void {
    const fingerprint = { ...this.fingerprint, chunker };
    this.#write((database) => database.run("UPDATE meta SET value = ? WHERE key = 'fingerprint'", JSON.stringify(fingerprint)));
    this.#fingerprint = fingerprint;
  }

  async status(): Promise<DocumentIndexStatus> {
    return this.#database.read(() => {
      const sums = this.#database.get<{ documents: number; chunks: number; tokens: number }>("SELECT count(*) documents, coalesce(sum(count), 0) chunks, coalesce(sum(tokens), 0) tokens FROM documents")!;
      const languages = this.#database.all<{ language: string | null; documents: number }>("SELECT language, count(*) documents FROM documents GROUP BY language");
      return {
        ...sums,
        vectors: this.#database.get<{ vectors: number }>("SELECT count(*) vectors FROM vectors")!.vectors,
        bytes: bytesOnDisk(this.#files),
        updatedMs: this.#meta.get("updated") || null,
        search: this.#searcher.kind(),
        languages: Object.fromEntries(languages.map((row) => [row.language ?? "unknown", row.documents])),
      };
    });
  }

  async close(): Promise<void> {
    if (!this.#open) return;
    this.#open = false;
    await this.#searcher.close();
    if (this.#lock !== null) this.#opened.database.settle();
    this.#opened.database.close();
    this.#opened.dispose();
    this.#lock?.release();
  }

  /** Replaces all that the index holds, its fingerprint included, by what another file holds. See {@link beginMigration}. */
  adopt(other: IndexFiles): void {
    this.#checkOpen();
    if (this.#lock === null) throw this.#readOnly();
    adopt(this.#opened.database, this.#meta, other);
  }

  get #database(): Database {
    this.#checkOpen();
    return this.#opened.database;
  }

  #checkOpen(): void {
    if (!this.#open) throw new RagstoneError("index-closed", `The index ${this.#files.dir} was closed and is used after it.`, { hint: "Open it again with openIndex()." });
  }

  #row(path: string): DocumentRow | undefined {
    return this.#database.get<DocumentRow>(`SELECT ${documentColumns} FROM documents WHERE path = ?`, packText(path));
  }

  #write<T>(work: (database: Database) => T): T {
    const database = this.#database;
    if (this.#lock === null) throw this.#readOnly();
    return database.write(() => work(database));
  }

  #readOnly(): IndexError {
    return new IndexError("index-read-only", `The index ${this.#files.dir} was opened for reading.`, { hint: 'Open it with mode "write".', data: { index: this.#files.dir } });
  }

  #mergeAbove(limit: number): void {
    if (this.#waiting <= limit) return;
    this.#waiting = this.#database.get<{ chunks: number }>("SELECT coalesce(sum(count), 0) chunks FROM pending")!.chunks;
    if (this.#waiting <= limit) return;
    this.#write((database) => mergePending(database, this.#meta));
    this.#waiting = 0;
  }

  #compact(): void {
    const { chunks } = this.#database.get<{ chunks: number }>("SELECT coalesce(sum(count), 0) chunks FROM documents")!;
    if (this.#meta.get("next_ordinal") <= chunks * 2 + spareOrdinals) return;
    this.#write((database) => {
      mergePending(database, this.#meta);
      compact(database, this.#meta);
      database.exec("PRAGMA incremental_vacuum");
    });
  }

  #collect(): void {
    if (this.#meta.get("collected") === this.#meta.get("generation")) return;
    const unused = this.#database.read(() => {
      const used = usedSlots(this.#database);
      return this.#database.all<{ slot: number }>("SELECT slot FROM vectors").map((row) => row.slot).filter((slot) => !used.has(slot));
    });
    this.#write((database) => {
      dropVectors(database, unused);
      this.#meta.set("collected", this.#meta.get("generation"));
    });
    if (unused.length > 0) this.#database.exec("PRAGMA incremental_vacuum");
  }
}
