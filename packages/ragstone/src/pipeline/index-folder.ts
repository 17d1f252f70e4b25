import {
  DocumentError,
  isRagstoneError,
  type Chunker,
  type DocumentIndex,
  type DocumentRecord,
  type Embedder,
  type FailedFile,
  type FailureReason,
  type IgnoreReason,
  type IndexReport,
  type OnEvent,
} from "@ragstone/core";
import { createLoaderPool, mediaTypeOf, readWalkedFile, walkFolder, type LoaderPool, type WalkedFile, type WalkOptions } from "@ragstone/loaders";
import pLimit from "p-limit";
import type { SkippedFile } from "../location/skipped-files.js";
import { DocumentWriter } from "./_document-writer.js";
import { EmbedQueue } from "./_embed-queue.js";
import { PendingWrites } from "./_pending-writes.js";
import { storedDocument } from "./stored-document.js";
import { isWithin } from "./_within.js";
import { StageClock, type Stage } from "./_stage-clock.js";
import { InterruptedError } from "./interrupted-error.js";

export interface IndexFolderOptions {
  /** Opened for writing. */
  readonly index: DocumentIndex;
  /** Absolute. */
  readonly folder: string;
  /** How the report names the index. */
  readonly indexName: string;
  readonly embedder: Embedder;
  readonly chunker: Chunker;
  readonly walk: WalkOptions;
  /** Embedding calls at once. @defaultValue the embedder's own, with at most 4,800 texts in flight */
  readonly concurrency?: number;
  readonly signal?: AbortSignal | undefined;
  readonly onEvent?: OnEvent | undefined;
}

export interface FolderRunResult {
  readonly report: IndexReport;
  /** Files that were read and not indexed, because they are no documents or failed. */
  readonly skipped: readonly SkippedFile[];
}

/** Files read and parsed at once; two workers parse, the others are being read or wait. */
const loadConcurrency = 4;
/** Reasons that say nothing about the content: what was indexed before stays. */
const transientReasons = new Set<FailureReason>(["unreadable", "changed-while-reading", "timed-out", "crashed", "embedding-failed"]);

/**
 * Brings an index up to date with a folder: reads what changed, embeds what is unknown, commits document by document, drops
 * what is gone. Memory is bounded by what may be pending, not by the folder.
 *
 * A crash or an abort keeps every committed document; the next run goes on from there.
 *
 * @throws {@link InterruptedError} if the signal fires; it carries the report so far
 * @throws {@link RagstoneError} if the run cannot go on at all, for example when sign-in to the embedder fails
 */
export async function indexFolder(options: IndexFolderOptions): Promise<FolderRunResult> {
  const run = new FolderRun(options);
  try {
    return await run.run();
  } finally {
    await run.close();
  }
}

class FolderRun {
  readonly #options: IndexFolderOptions;
  readonly #startedMs = performance.now();
  readonly #clock = new StageClock();
  readonly #queue: EmbedQueue;
  readonly #writer: DocumentWriter;
  readonly #pool: LoaderPool;
  readonly #pending: PendingWrites;
  readonly #failed: FailedFile[] = [];
  readonly #warnings: { path: string; code: string; detail: string }[] = [];
  readonly #skipped: SkippedFile[] = [];
  readonly #ignored: Partial<Record<IgnoreReason, number>> = {};
  readonly #counts = { seen: 0, indexed: 0, unchanged: 0, moved: 0, removed: 0 };
  readonly #chunks = { added: 0, removed: 0 };
  /** Whether the index was cut by other rules: then what did not change is cut again too. */
  readonly #cutsAgain: boolean;
  #reused = 0;
  #hiddenCharacters = 0;

  constructor(options: IndexFolderOptions) {
    const { index, embedder, chunker, concurrency, signal, onEvent } = options;
    this.#options = options;
    this.#cutsAgain = index.fingerprint.chunker !== chunker.fingerprint;
    this.#queue = new EmbedQueue({ index, embedder, concurrency, clock: this.#clock, signal, onEvent });
    this.#writer = new DocumentWriter({ index, chunker, embedder, queue: this.#queue, clock: this.#clock });
    this.#pool = createLoaderPool();
    this.#pending = new PendingWrites(() => this.#queue.flush());
  }

  async run(): Promise<FolderRunResult> {
    const { index, signal } = this.#options;
    const records = new Map((await index.documents()).filter(({ origin }) => origin === "file").map((record) => [record.path, record]));
    const { files, kept } = await this.#walk();
    const present = new Set(files.map(({ path }) => path));
    const gone = new Map<string, DocumentRecord>();
    for (const record of records.values()) if (!present.has(record.path) && !isWithin(record.path, kept)) gone.set(record.path, record);

    await this.#loadAll(files, records, gone);
    if (signal?.aborted !== true) {
      for (const path of gone.keys()) await this.#remove(path);
      await this.#cutPutDocumentsAgain();
      await index.finish({ chunker: this.#options.chunker.fingerprint });
    }
    const report = await this.#report();
    if (signal?.aborted === true) throw new InterruptedError(report);
    return { report, skipped: this.#skipped };
  }

  /** Documents that are no files are not found by walking: their text is in the index. */
  async #cutPutDocumentsAgain(): Promise<void> {
    if (!this.#cutsAgain) return;
    for (const { path, origin } of await this.#options.index.documents()) {
      if (origin !== "put") continue;
      const stored = await this.#options.index.text(path);
      if (stored !== null) await this.#writer.write(storedDocument(stored), "put", () => this.#queue.flush());
    }
  }

  async close(): Promise<void> {
    await this.#pool.close();
  }

  async #walk(): Promise<{ files: WalkedFile[]; kept: string[] }> {
    const files: WalkedFile[] = [];
    const kept: string[] = [];
    let bytes = 0;
    let ignored = 0;
    for await (const entry of walkFolder(this.#options.folder, this.#options.walk)) {
      if (entry.kind === "file") {
        files.push(entry);
        bytes += entry.bytes;
      } else if (entry.kind === "ignored") {
        ignored += 1;
        this.#ignore(entry.path, entry.reason);
      } else {
        this.#counts.seen += 1;
        this.#fail(entry.path, entry.reason, entry.detail);
        if (transientReasons.has(entry.reason)) kept.push(entry.path);
      }
    }
    this.#emit({ type: "walk-ended", files: files.length, bytes, ignored });
    return { files, kept };
  }

  async #loadAll(files: readonly WalkedFile[], records: ReadonlyMap<string, DocumentRecord>, gone: Map<string, DocumentRecord>): Promise<void> {
    const { signal } = this.#options;
    const goneByHash = new Map<string, DocumentRecord[]>();
    for (const record of gone.values()) goneByHash.set(record.sha256, [...(goneByHash.get(record.sha256) ?? []), record]);
    const limit = pLimit(loadConcurrency);
    const fatal: { error?: unknown } = {};
    const loading = new Set<Promise<void>>();
    for (const file of files) {
      if (signal?.aborted === true || "error" in fatal) break;
      const task = limit(async () => {
        if (signal?.aborted === true || "error" in fatal) return;
        const write = await this.#file(file, records.get(file.path), goneByHash, gone);
        if (write === null) return;
        this.#pending.start(write.weight, (onQueued) =>
          write.run(onQueued).catch((error: unknown) => {
            fatal.error ??= error;
          }),
        );
      }).catch((error: unknown) => {
        fatal.error ??= error;
      });
      loading.add(task);
      void task.then(() => loading.delete(task));
      while (loading.size >= loadConcurrency * 2) await Promise.race(loading);
    }
    await Promise.all(loading);
    await this.#pending.drain();
    if ("error" in fatal && signal?.aborted !== true) throw fatal.error;
  }

  /** Reads one file; resolves to what is left to do once it is loaded, or `null` when nothing is. */
  async #file(
    file: WalkedFile,
    record: DocumentRecord | undefined,
    goneByHash: ReadonlyMap<string, DocumentRecord[]>,
    gone: Map<string, DocumentRecord>,
  ): Promise<{ readonly weight: number; readonly run: (onQueued: () => void) => Promise<void> } | null> {
    const { index, signal } = this.#options;
    const aborting = signal === undefined ? {} : { signal };
    try {
      const input = await this.#clock.run("read", () => readWalkedFile(file, aborting));
      const unsupported = input.bytes.length === 0 ? "empty" : mediaTypeOf(file.path, input.bytes) === null ? "not-a-document" : null;
      if (unsupported !== null) {
        this.#skipped.push({ path: file.path, bytes: file.bytes, modifiedMs: file.modifiedMs });
        this.#ignore(file.path, unsupported);
        if (record !== undefined) await this.#remove(file.path);
        return null;
      }
      if (record !== undefined && record.sha256 === input.sha256 && !this.#cutsAgain) {
        this.#counts.seen += 1;
        this.#counts.unchanged += 1;
        if (record.modifiedMs !== file.modifiedMs) await index.touchDocument(file.path, file.modifiedMs);
        this.#emit({ type: "document-unchanged", path: file.path });
        return null;
      }
      const from = record === undefined && !this.#cutsAgain ? goneByHash.get(input.sha256)?.pop() : undefined;
      if (from !== undefined) {
        gone.delete(from.path);
        await index.moveDocument(from.path, file.path, file.modifiedMs);
        this.#counts.seen += 1;
        this.#counts.moved += 1;
        this.#emit({ type: "document-moved", from: from.path, path: file.path });
        return null;
      }
      const parsing = performance.now();
      const document = await this.#clock.run("parse", () => this.#pool.load(input, aborting));
      const elapsedMs = performance.now() - parsing;
      this.#emit({ type: "document-loaded", path: file.path, characters: document.text.length, elapsedMs });
      const weight = document.text.length + 1;
      await this.#pending.enter(weight);
      const run = async (onQueued: () => void) => {
        try {
          const { chunksAdded, chunksRemoved, reused } = await this.#writer.write(document, "file", onQueued);
          this.#counts.seen += 1;
          this.#counts.indexed += 1;
          this.#chunks.added += chunksAdded;
          this.#chunks.removed += chunksRemoved;
          this.#reused += reused;
          this.#hiddenCharacters += document.hiddenCharacters;
          for (const warning of document.warnings) this.#warnings.push({ path: file.path, ...warning });
          this.#emit({ type: "document-indexed", path: file.path, chunks: chunksAdded });
        } catch (error) {
          await this.#failDocument(file, error, record);
        }
      };
      return { weight, run };
    } catch (error) {
      await this.#failDocument(file, error, record);
      return null;
    }
  }

  /** Notes a document's failure, or passes on an error that is the run's. */
  async #failDocument(file: WalkedFile, error: unknown, record: DocumentRecord | undefined): Promise<void> {
    if (this.#options.signal?.aborted === true) return;
    if (!(error instanceof DocumentError) && !(isRagstoneError(error) && error.code === "document-failed")) throw error;
    const { reason, detail } = error as DocumentError;
    const { path } = file;
    if (!transientReasons.has(reason)) this.#skipped.push({ path, bytes: file.bytes, modifiedMs: file.modifiedMs });
    this.#counts.seen += 1;
    this.#fail(path, reason, detail);
    if (record !== undefined && !transientReasons.has(reason)) await this.#remove(path);
  }

  async #remove(path: string): Promise<void> {
    this.#chunks.removed += await this.#options.index.removeDocument(path);
    this.#counts.removed += 1;
    this.#emit({ type: "document-removed", path });
  }

  #fail(path: string, reason: FailureReason, detail: string): void {
    this.#failed.push({ path, reason, detail });
    this.#emit({ type: "document-failed", path, reason, detail });
  }

  #ignore(path: string, reason: IgnoreReason): void {
    this.#ignored[reason] = (this.#ignored[reason] ?? 0) + 1;
    this.#emit({ type: "file-ignored", path, reason });
  }

  #emit(event: Parameters<OnEvent>[0]): void {
    this.#options.onEvent?.(event);
  }

  async #report(): Promise<IndexReport> {
    const { index, indexName, embedder } = this.#options;
    for (const [stage, elapsedMs] of Object.entries(this.#clock.times()) as [Stage, number][]) this.#emit({ type: "stage-timed", stage, elapsedMs });
    const { chunks: total } = await index.status();
    const price = embedder.usdPerMillionTokens;
    return {
      index: indexName,
      documents: { ...this.#counts, failed: this.#failed.length },
      failed: this.#failed.sort(byPath),
      ignored: { total: Object.values(this.#ignored).reduce((sum, count) => sum + count, 0), byReason: this.#ignored },
      chunks: { total, ...this.#chunks },
      embedded: { texts: this.#queue.texts, tokens: this.#queue.tokens, reused: this.#reused },
      hiddenCharacters: this.#hiddenCharacters,
      warnings: this.#warnings.sort(byPath),
      costUsd: price === null ? null : (this.#queue.tokens * price) / 1e6,
      elapsedMs: Math.round(performance.now() - this.#startedMs),
    };
  }
}

function byPath(a: { path: string }, b: { path: string }): number {
  return a.path < b.path ? -1 : a.path > b.path ? 1 : 0;
}
