import type {
  Candidate,
  IndexWriter,
  DocumentIndexStatus,
  DocumentRecord,
  DocumentReference,
  DocumentToIndex,
  IndexFingerprint,
  IndexQuery,
  OnEvent,
  SearchFilter,
  StoredChunk,
  StoredText,
} from "@ragstone/core";
import {
  compileFilter,
  documentKeyOf,
  documentName,
  IndexError,
  RagstoneError,
  runSteps,
  SerialQueue,
} from "@ragstone/core";
import { globMatcher } from "@ragstone/core/globs";
import { runThread, type RunningThread } from "../threads/run-thread.js";
import { untilAborted } from "./until-aborted.js";
import { Searcher } from "../search/searcher.js";
import { adopt } from "../store/adopt.js";
import { damaged } from "../store/classify.js";
import type { IndexFiles } from "../store/files.js";
import { textHash } from "../store/hash.js";
import type { WriterLock } from "../store/lock.js";
import { Meta } from "../store/meta.js";
import { bytesOnDisk, type OpenedDatabase } from "../store/open-database.js";
import { packText, unpackText, type PackedText } from "../store/pack-text.js";
import { chunkColumns, documentColumns, toChunk, toRecord, type ChunkRow, type DocumentRow } from "../store/rows.js";
import { compactionDue, tidy, waitingChunks, type Tidying } from "../writing/tidy.js";
import { moveDocument, removeDocument, writeDocument } from "../writing/write-document.js";
import { analyzeSteps } from "@ragstone/tokenizers/words";
import { storeVectors } from "../vectors/vector-store.js";
import type { PageSpan } from "@ragstone/core";
import { unpackBlocks } from "../store/pack-blocks.js";
import type { Database } from "../store/database.js";

/**
 * Chunks waiting to be merged into the postings at which a writer does it: about a second of work and 50 MB of memory.
 */
const mergeAtChunks = 16_384;

/** Chunks that a finished run may leave waiting: reading them costs a search in a cold process about 5 ms. */
const leaveAtMostChunks = 256;

/** Pending chunks from which merging runs in a separate thread: starting one takes as long as merging this many. */
const threadFromChunks = 1024;

export interface SqliteIndexParts {
  readonly opened: OpenedDatabase;
  readonly files: IndexFiles;
  readonly fingerprint: IndexFingerprint;
  /** `null` for reading. */
  readonly lock: WriterLock | null;
  readonly onEvent: OnEvent | undefined;
  readonly graphFromBytes?: number | undefined;
}

interface BodyRow {
  readonly tail: PackedText;
  readonly blocks: string;
  readonly pages: string;
  /** Of the whole text; `null` in rows of format 1. */
  readonly hash: string | null;
}

/** An {@link IndexWriter} in one SQLite file. Every method is one transaction. */
export class SqliteIndex implements IndexWriter {
  #fingerprint: IndexFingerprint;
  readonly #opened: OpenedDatabase;
  readonly #files: IndexFiles;
  readonly #lock: WriterLock | null;
  readonly #meta: Meta;
  readonly #searcher: Searcher;
  readonly #queue = new SerialQueue();
  /** Each a transaction, which may pause. */
  readonly #writes = new SerialQueue();
  #open = true;
  /** Upper bound of chunks waiting to be merged; unknown before the first count. */
  #waiting = Infinity;
  /** Slots of documents removed since unused vectors were last dropped; `null` if another process dropped them. */
  #freedSlots: number[] | null;
  /** Work of another thread on the same file: writes wait for it. */
  #tidying: Promise<void> | null = null;
  #tidyThread: RunningThread<null> | null = null;

  constructor({ opened, files, fingerprint, lock, onEvent, graphFromBytes }: SqliteIndexParts) {
    this.#fingerprint = fingerprint;
    this.#opened = opened;
    this.#files = files;
    this.#lock = lock;
    this.#meta = new Meta(opened.database);
    this.#freedSlots = this.#meta.get("collected") === this.#meta.get("generation") ? [] : null;
    this.#searcher = new Searcher({
      database: opened.database,
      meta: this.#meta,
      dir: files.dir,
      fingerprint,
      onEvent,
      graphFromBytes,
    });
  }

  get fingerprint(): IndexFingerprint {
    return this.#fingerprint;
  }

  async documents(filter?: SearchFilter): Promise<readonly DocumentRecord[]> {
    const matches = filter === undefined ? () => true : compileFilter(filter, globMatcher);
    const rows = await this.#read((database) =>
      database.all<DocumentRow>(`SELECT ${documentColumns} FROM documents`).map(toRecord),
    );
    const records = rows.filter(matches);
    return records.sort((one, other) => compare(one.path, other.path) || compare(one.origin, other.origin));
  }

  async document(document: DocumentReference): Promise<DocumentRecord | null> {
    return this.#read(() => {
      const row = this.#row(document);
      return row === undefined ? null : toRecord(row);
    });
  }

  async text(document: DocumentReference): Promise<StoredText | null> {
    return this.#read(() => {
      const row = this.#row(document);
      if (row === undefined) return null;
      const body = this.#database.one<BodyRow>(
        "SELECT tail, blocks, pages, hash FROM bodies WHERE document = ?",
        row.id,
      );
      const tiles = this.#database.all<{ gap: PackedText; text: PackedText }>(
        "SELECT gap, text FROM chunks WHERE ordinal >= ? AND ordinal < ? ORDER BY ordinal",
        row.first,
        row.first + row.count,
      );
      const text = tiles.map((tile) => unpackText(tile.gap) + unpackText(tile.text)).join("") + unpackText(body.tail);
      // Citations are taken from this text: a flipped bit must not be presented as the file's content.
      if (body.hash !== null && body.hash !== textHash(text))
        throw damaged(this.#files.dir, `the text of ${documentName(toRecord(row))} has changed since it was written`);
      return {
        record: toRecord(row),
        text,
        blocks: unpackBlocks(body.blocks),
        pages: JSON.parse(body.pages) as PageSpan[],
      };
    });
  }

  async chunks(document: DocumentReference): Promise<readonly StoredChunk[]> {
    return this.#read(() => {
      const key = documentKeyOf(document);
      const row = this.#row(key);
      if (row === undefined) return [];
      return this.#database
        .all<ChunkRow>(
          `SELECT ${chunkColumns} FROM chunks WHERE ordinal >= ? AND ordinal < ? ORDER BY ordinal`,
          row.first,
          row.first + row.count,
        )
        .map((chunk) => toChunk(chunk, key));
    });
  }

  async chunk(id: string): Promise<StoredChunk | null> {
    return this.#read(() => {
      const row = this.#database.get<ChunkRow>(`SELECT ${chunkColumns} FROM chunks WHERE id = ?`, id);
      if (row === undefined) return null;
      const owner = this.#database.one<Pick<DocumentRow, "path" | "origin">>(
        "SELECT path, origin FROM documents WHERE first <= ? ORDER BY first DESC, count DESC LIMIT 1",
        row.ordinal,
      );
      return toChunk(row, { origin: owner.origin, path: unpackText(owner.path) });
    });
  }

  async missingVectors(keys: readonly string[]): Promise<ReadonlySet<string>> {
    return this.#read(
      (database) =>
        new Set(keys.filter((key) => database.get("SELECT slot FROM vectors WHERE key = ?", key) === undefined)),
    );
  }

  async putVectors(vectors: ReadonlyMap<string, Float32Array>): Promise<void> {
    await this.#write((database) => {
      this.#meta.begin();
      storeVectors(database, this.#meta, this.fingerprint.embedder.dimensions, vectors);
    });
  }

  async replaceDocument(
    entry: DocumentToIndex,
    { signal }: { readonly signal?: AbortSignal } = {},
  ): Promise<{ readonly chunksAdded: number; readonly chunksRemoved: number }> {
    const forward = await runSteps(analyzeSteps(entry.chunks, entry.document.title, entry.language), signal);
    signal?.throwIfAborted();
    return this.#exclusive(async (database) => {
      const work = writeDocument(database, this.#meta, entry, forward);
      const { slotsRemoved, ...counts } = await database.writeSteps(work, signal);
      this.#freedSlots?.push(...slotsRemoved);
      // Added and removed chunks are both pending. Counted here, since summing the rows for each document would read
      // them all.
      this.#waiting += entry.chunks.length + counts.chunksRemoved;
      if (this.#waiting > mergeAtChunks) this.#waiting = waitingChunks(database);
      if (this.#waiting > mergeAtChunks) this.#compactInBackground({ leaveAtMost: mergeAtChunks });
      return counts;
    }, signal);
  }

  async moveDocument(from: string, to: string, modifiedMs: number | null): Promise<void> {
    const slots = await this.#exclusive((database) =>
      database.writeSteps(moveDocument(database, this.#meta, { from, to, modifiedMs })),
    );
    this.#freedSlots?.push(...slots);
  }

  async removeDocument(
    document: DocumentReference,
    { signal }: { readonly signal?: AbortSignal } = {},
  ): Promise<number> {
    const slots = await this.#exclusive(async (database) => {
      if (this.#row(document) === undefined) return [];
      return database.writeSteps(removeDocument(database, this.#meta, documentKeyOf(document)), signal);
    }, signal);
    this.#freedSlots?.push(...slots);
    return slots.length;
  }

  async touchDocument(path: string, modifiedMs: number | null): Promise<void> {
    await this.#write((database) => {
      if (this.#row(path) === undefined) return;
      this.#meta.begin();
      database.run("UPDATE documents SET modified = ? WHERE path = ? AND origin = 'file'", modifiedMs, packText(path));
    });
  }

  async search(query: IndexQuery): Promise<readonly Candidate[]> {
    query.signal?.throwIfAborted();
    return this.#read(() => this.#searcher.search(query));
  }

  async vectors(ids: readonly string[]): Promise<ReadonlyMap<string, Float32Array>> {
    return this.#read(() => this.#searcher.vectors(ids));
  }

  async termShares(terms: readonly string[], filter?: SearchFilter): Promise<ReadonlyMap<string, number>> {
    return this.#read(() => this.#searcher.termShares(terms, filter));
  }

  async nearestTerms(word: string, filter?: SearchFilter): Promise<readonly string[]> {
    return this.#read(() => this.#searcher.nearestTerms(word, filter));
  }

  async finish({ chunker, signal }: { readonly chunker?: string; readonly signal?: AbortSignal } = {}): Promise<void> {
    if (chunker !== undefined && chunker !== this.fingerprint.chunker) await this.#noteChunker(chunker);
    await this.#exclusive(async () => {
      this.#compactInBackground({ leaveAtMost: leaveAtMostChunks, ending: { freedSlots: this.#freedSlots } });
    }, signal);
    await untilAborted(this.#tidied(), signal);
    this.#freedSlots = [];
    await untilAborted(this.#searcher.updateGraph(), signal);
  }

  exclusively<T>(use: (index: IndexWriter) => Promise<T>): Promise<T> {
    return this.#queue.run(() => use(this));
  }

  async #noteChunker(chunker: string): Promise<void> {
    const fingerprint = { ...this.fingerprint, chunker };
    await this.#write((database) =>
      database.run("UPDATE meta SET value = ? WHERE key = 'fingerprint'", JSON.stringify(fingerprint)),
    );
    this.#fingerprint = fingerprint;
  }

  async status(): Promise<DocumentIndexStatus> {
    return this.#read(() => {
      const sums = this.#database.get<{ documents: number; chunks: number; tokens: number }>(
        "SELECT count(*) documents, coalesce(sum(count), 0) chunks, coalesce(sum(tokens), 0) tokens FROM documents",
      )!;
      const languages = this.#database.all<{ language: string | null; documents: number }>(
        "SELECT language, count(*) documents FROM documents GROUP BY language",
      );
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
    // Left over by an abandoned run: the thread's work is rolled back, and repeated by the next run that ends.
    await this.#tidyThread?.stop();
    await this.#tidying?.catch(() => {});
    await this.#opened.database.rested();
    await this.#searcher.close();
    if (this.#lock !== null) this.#opened.database.settle();
    this.#opened.database.close();
    this.#opened.dispose();
    this.#lock?.release();
  }

  /**
   * Replaces the contents of the index, including its fingerprint, with those of another file. See {@link
   * beginMigration}.
   */
  adopt(other: IndexFiles, signal?: AbortSignal): Promise<void> {
    return this.#exclusive((database) => adopt(database, this.#meta, other, signal), signal);
  }

  get #database(): Database {
    this.#checkOpen();
    return this.#opened.database;
  }

  #checkOpen(): void {
    if (!this.#open)
      throw new RagstoneError("index-closed", `The index ${this.#files.dir} was closed and is used after it.`, {
        hint: "Open it again with openIndex().",
      });
  }

  #row(document: DocumentReference): DocumentRow | undefined {
    const { origin, path } = documentKeyOf(document);
    return this.#database.get<DocumentRow>(
      `SELECT ${documentColumns} FROM documents WHERE path = ? AND origin = ?`,
      packText(path),
      origin,
    );
  }

  /** Reads from one moment, when no write pauses. */
  async #read<T>(work: (database: Database) => T): Promise<T> {
    await this.#opened.database.rested();
    const database = this.#database;
    return database.read(() => work(database));
  }

  #write<T>(work: (database: Database) => T): Promise<T> {
    return this.#exclusive(async (database) => database.write(() => work(database)));
  }

  /** Has the connection to itself for writing: after the writes that were called before, and no thread at work. */
  #exclusive<T>(use: (database: Database) => Promise<T>, signal?: AbortSignal): Promise<T> {
    const work = async (): Promise<T> => {
      await untilAborted(this.#tidied(), signal);
      await this.#opened.database.rested();
      const database = this.#database;
      if (this.#lock === null) throw this.#readOnly();
      return use(database);
    };
    return this.#writes.run(work, { signal });
  }

  #readOnly(): IndexError {
    return new IndexError("index-read-only", `The index ${this.#files.dir} was opened for reading.`, {
      hint: 'Open it with mode "write".',
      data: { index: this.#files.dir },
    });
  }

  /** Waits for the other thread and rethrows its error. */
  async #tidied(): Promise<void> {
    while (this.#tidying !== null) await this.#tidying;
  }

  /** Compacts in a separate thread if it takes long, so that questions are still answered. */
  #compactInBackground(tidying: Tidying): void {
    const database = this.#database;
    this.#waiting = waitingChunks(database);
    const long =
      this.#waiting >= threadFromChunks || (tidying.ending !== undefined && compactionDue(database, this.#meta));
    const thread = long ? runThread<null>("tidy", { dir: this.#files.dir, tidying }) : null;
    // Its failure is rolled back there; here it fails with a more specific error, or succeeds.
    const here = () => {
      if (this.#open) tidy(database, this.#meta, tidying);
    };
    this.#tidyThread = thread;
    this.#tidying = (thread === null ? Promise.resolve().then(here) : thread.outcome.then(() => {}, here)).finally(
      () => {
        this.#tidying = null;
        this.#tidyThread = null;
        this.#waiting = 0;
      },
    );
    // The next write rethrows this error or retries the work.
    this.#tidying.catch(() => {
      this.#waiting = Infinity;
    });
  }
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
