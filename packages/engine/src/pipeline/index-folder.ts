import {
  documentName,
  InterruptedError,
  isRagstoneError,
  type Chunker,
  type IndexWriter,
  type DocumentError,
  type DocumentRecord,
  type Embedder,
  type FailureReason,
  type IndexReport,
  type AppLoader,
  type OnEvent,
  type RemoteFolder,
  type FileOutcome,
  type SharedWork,
  type SourceDocument,
} from "@ragstone/core";
import {
  createLoaderPool,
  formatsOf,
  readWalkedFile,
  walkFolder,
  type Formats,
  type LoaderPool,
  type WalkedFile,
  type WalkOptions,
} from "@ragstone/loaders";
import pLimit from "p-limit";
import type { FileDigests } from "../location/file-digests.js";
import type { SkippedFile } from "../location/skipped-files.js";
import { DocumentWriter, type WrittenDocument } from "./document-writer.js";
import { EmbedQueue } from "./embed-queue.js";
import type { AbsentFolder } from "../api/absent-folder.js";
import { finishRun } from "./finish-run.js";
import { KnownFiles } from "./known-files.js";
import { PendingWrites } from "./pending-writes.js";
import { PresentFolders } from "./present-folders.js";
import { Removals, type RemovalPolicy } from "./removals.js";
import { RunTally } from "./run-tally.js";
import { rotated, SharedFiles, type FileToDo } from "./shared-files.js";
import { StageClock } from "./stage-clock.js";
import { isWithin } from "./within.js";
import { isReassigned, reassignPrincipals, withPrincipals } from "./document-principals.js";
import { storedDocument } from "./stored-document.js";

export interface IndexFolderOptions extends RemovalPolicy {
  /** Opened for writing. */
  readonly index: IndexWriter;
  /** Absolute. */
  readonly folder: string;
  /** The same folder, if it is not on this machine. */
  readonly remote?: RemoteFolder | undefined;
  /** Files of the last run that were no documents: a remote one is not read again. @defaultValue none */
  readonly skipped?: ReadonlyMap<string, SkippedFile> | undefined;
  /** How the report names the index. */
  readonly indexName: string;
  readonly embedder: Embedder;
  readonly chunker: Chunker;
  readonly walk: WalkOptions;
  /** Digests of files that need not be read; files that are read are recorded there. */
  readonly digests: FileDigests;
  /**
   * Treatment of unchanged files that an older version of their loader read.
   * @defaultValue "read-again"
   */
  readonly outdated?: "read-again" | "leave" | undefined;
  /** Loaders of the app, for its own formats. @defaultValue none */
  readonly loaders?: readonly AppLoader[] | undefined;
  /** Embedding calls at once. @defaultValue the embedder's own, with at most 4,800 texts in flight */
  readonly concurrency?: number | undefined;
  /** Called once nothing speaks against the run any more, before it writes anything. */
  readonly onAccepted?: (() => Promise<void>) | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onEvent?: OnEvent | undefined;
  /**
   * Names this process to others that index the same folder into the same index; they share the work if the engine admits
   * several writers.
   *
   * @defaultValue the process works alone
   */
  readonly worker?: string | undefined;
}

export interface FolderRunResult {
  readonly report: IndexReport;
  /** Files that were read and not indexed, because they are no documents or failed. */
  readonly skipped: readonly SkippedFile[];
  /** Folders that were missing or empty and whose documents stay. */
  readonly absent: readonly AbsentFolder[];
}

/** Files read and parsed at once; two workers parse, the others are being read or wait. */
const loadConcurrency = 4;
/** Files of a remote folder, which mostly wait for the service. */
const remoteConcurrency = 8;
/** Reasons unrelated to the content: the indexed version stays. */
const transientReasons = new Set<FailureReason>([
  "unreadable",
  "cloud-only",
  "changed-while-reading",
  "timed-out",
  "crashed",
  "loader-fault",
  "embedding-failed",
]);

/** Reasons that another process may not have. */
const localReasons = new Set<FailureReason>(["unreadable", "cloud-only", "changed-while-reading"]);

/**
 * Brings an index up to date with a folder: reads changed files, embeds unknown texts, commits document by document,
 * removes documents that are gone. Memory is bounded by the pending work, not by the folder.
 *
 * A crash or an abort keeps every committed document; the next run continues from there.
 *
 * @throws {@link RemovalLimitError} if it would remove more than it may
 * @throws {@link InterruptedError} if the signal fires; it carries the report so far
 * @throws {@link RagstoneError} if the run cannot continue at all, for example when sign-in to the embedder fails
 */
export async function indexFolder(options: IndexFolderOptions): Promise<FolderRunResult> {
  const run = new FolderRun(options);
  try {
    return await run.run();
  } finally {
    await run.close();
  }
}

/** The remaining work on a document once it is loaded. */
interface Write {
  readonly weight: number;
  readonly run: (onQueued: () => void) => Promise<void>;
}

/** Counts a document that was committed. */
type Indexed = (document: SourceDocument, written: WrittenDocument) => void;

/** Where a document comes from whose text is known. */
interface KnownText {
  readonly file: WalkedFile;
  readonly record: DocumentRecord | undefined;
  readonly loaderVersion: number;
  readonly tally: Indexed;
}

class FolderRun {
  readonly #options: IndexFolderOptions;
  readonly #clock = new StageClock();
  readonly #queue: EmbedQueue;
  readonly #writer: DocumentWriter;
  readonly #pool: LoaderPool;
  readonly #formats: Formats;
  readonly #pending: PendingWrites;
  readonly #tally: RunTally;
  #removals: Removals;
  /** This process's part, if others may index the same folder. */
  #work: SharedWork | null = null;
  #records: ReadonlyMap<string, DocumentRecord> = new Map();
  /** Whether the index was cut by other rules: then unchanged documents are cut again too. */
  readonly #cutsAgain: boolean;
  readonly #known: KnownFiles;

  constructor(options: IndexFolderOptions) {
    const { index, indexName, embedder, chunker, concurrency, signal, onEvent } = options;
    this.#options = options;
    this.#cutsAgain = index.fingerprint.chunker !== chunker.fingerprint;
    this.#queue = new EmbedQueue({ index, embedder, concurrency, clock: this.#clock, signal, onEvent });
    this.#writer = new DocumentWriter({ index, chunker, embedder, queue: this.#queue, clock: this.#clock, signal });
    this.#removals = new Removals({ ...options, records: new Map() });
    const { loaders = [] } = options;
    this.#pool = createLoaderPool({ loaders });
    this.#formats = formatsOf(loaders);
    this.#known = new KnownFiles({ ...options, formats: this.#formats, cutsAgain: this.#cutsAgain });
    this.#pending = new PendingWrites(() => this.#queue.flush());
    this.#tally = new RunTally({ index, indexName, embedder, queue: this.#queue, clock: this.#clock, onEvent });
  }

  async run(): Promise<FolderRunResult> {
    const { index, signal, onAccepted, worker } = this.#options;
    // Before the records are read: what other processes commit from then on is learnt from their claims.
    if (worker !== undefined) this.#work = (await index.share?.(worker)) ?? null;
    const records = new Map(
      (await index.documents()).filter(({ origin }) => origin === "file").map((record) => [record.path, record]),
    );
    this.#records = records;
    const { files, kept, folders } = await this.#walk();
    this.#removals = new Removals({ ...this.#options, records });
    const present = new Set(files.map(({ path }) => path));
    for (const record of records.values())
      if (!present.has(record.path) && !isWithin(record.path, kept)) this.#removals.addGone(record, folders);
    await this.#removals.check(files.filter(({ path }) => !records.has(path)));
    await onAccepted?.();

    await this.#loadAll(files);
    if (signal?.aborted !== true) await this.#endRun();
    const report = await this.#tally.report();
    if (signal?.aborted === true) throw new InterruptedError(report);
    return { report, skipped: this.#tally.skipped, absent: this.#removals.absent() };
  }

  async close(): Promise<void> {
    await this.#work?.leave();
    await this.#pool.close();
  }

  /** Removes documents that are gone and compacts the index. An abort leaves the rest to the next run. */
  async #endRun(): Promise<void> {
    const { index, signal, chunker } = this.#options;
    try {
      await this.#forgetRemoved();
      for (const path of this.#removals.finish()) {
        const chunks = await this.#remove(path);
        if (chunks !== null) this.#tally.removed(path, chunks);
      }
      await this.#cutPutDocumentsAgain();
    } catch (error) {
      if (signal?.aborted === true) return;
      throw error;
    }
    await finishRun(index, signal, { chunker: chunker.fingerprint });
  }

  /** Other processes may have moved or removed documents that are gone. */
  async #forgetRemoved(): Promise<void> {
    const { gone } = this.#removals;
    if (this.#work === null || gone.paths().length === 0) return;
    const records = await this.#options.index.documents();
    gone.keepOnly(new Set(records.filter(({ origin }) => origin === "file").map(({ path }) => path)));
  }

  /** The number of its chunks; `null` if it stays, or another process has removed it. */
  async #remove(path: string): Promise<number | null> {
    const { index, signal } = this.#options;
    if (this.#work === null) return index.removeDocument(path, signal === undefined ? {} : { signal });
    signal?.throwIfAborted();
    return this.#work.removeGone(this.#records.get(path)!);
  }

  /** Documents that are no files are not found by walking: their text is in the index. */
  async #cutPutDocumentsAgain(): Promise<void> {
    if (!this.#cutsAgain) return;
    for (const record of await this.#options.index.documents()) {
      if (record.origin !== "put") continue;
      const name = { ...record, path: documentName(record) };
      const claim = (await this.#work?.claim([name]))?.[0];
      if (claim !== undefined && claim.kind !== "mine") continue;
      const stored = await this.#options.index.text(record);
      if (stored !== null) await this.#writer.write(storedDocument(stored), record, () => this.#queue.flush());
      await this.#work?.settle(name.path, { kind: "done" });
    }
  }

  async #walk(): Promise<{ files: WalkedFile[]; kept: string[]; folders: PresentFolders }> {
    const files: WalkedFile[] = [];
    const kept: string[] = [];
    const folders = new PresentFolders();
    let bytes = 0;
    this.#known.begin();
    const { folder, remote, walk } = this.#options;
    for await (const entry of walkFolder(remote ?? folder, walk)) {
      folders.add(entry.path);
      if (entry.kind === "file") {
        files.push(entry);
        bytes += entry.bytes;
      } else if (entry.kind === "ignored") {
        this.#tally.ignored(entry.path, entry.reason);
      } else {
        this.#tally.failed(entry);
        if (transientReasons.has(entry.reason)) kept.push(entry.path);
      }
    }
    this.#tally.walked(files.length, bytes);
    return { files, kept, folders };
  }

  async #loadAll(files: readonly WalkedFile[]): Promise<void> {
    const { signal, onEvent, worker = "" } = this.#options;
    const open = files.filter((file) => this.#isOpen(file));
    const shared = new SharedFiles(this.#work, (file, outcome) => this.#settledElsewhere(file, outcome));
    await this.#loadEach(shared.claim(this.#work === null ? open : rotated(open, worker)), shared);
    if (shared.busy > 0)
      onEvent?.({
        type: "notice-raised",
        code: "waiting-for-others",
        message: `Other processes are indexing the last ${shared.busy} files; this one waits, and takes over if they fail.`,
      });
    // This process has written all that others could wait for.
    while (shared.busy > 0 && !this.#isAborted()) await this.#loadEach(shared.claimAgain(signal), shared);
  }

  #isAborted(): boolean {
    return this.#options.signal?.aborted === true;
  }

  /** Whether there is work on a file. */
  #isOpen(file: WalkedFile): boolean {
    const record = this.#records.get(file.path);
    const ignored = record === undefined ? this.#known.ignoredAs(file) : null;
    if (ignored !== null) this.#tally.unsupported(file, ignored);
    else if (!this.#known.isUnchanged(file, record) || isReassigned(file, record!)) return true;
    else this.#tally.unchanged(file.path);
    return false;
  }

  /** Resolves when all of the documents are written. */
  async #loadEach(files: AsyncIterable<FileToDo>, shared: SharedFiles): Promise<void> {
    const { signal } = this.#options;
    const concurrency = this.#options.remote === undefined ? loadConcurrency : remoteConcurrency;
    const limit = pLimit(concurrency);
    const fatal: { error?: unknown } = {};
    const loading = new Set<Promise<void>>();
    for await (const { file, isChanged } of files) {
      if (signal?.aborted === true || "error" in fatal) break;
      const fail = (error: unknown) => {
        if (isRagstoneError(error) && error.code === "claim-lost") shared.giveUp(file);
        else fatal.error ??= error;
      };
      const task = limit(async () => {
        if (signal?.aborted === true || "error" in fatal) return;
        const write = await this.#workOn(file, isChanged);
        if (write !== null) this.#pending.start(write.weight, (onQueued) => write.run(onQueued).catch(fail));
      }).catch(fail);
      loading.add(task);
      void task.then(() => loading.delete(task));
      while (loading.size >= concurrency * 2) await Promise.race(loading);
    }
    await Promise.all(loading);
    await this.#pending.drain();
    if ("error" in fatal && signal?.aborted !== true) throw fatal.error;
  }

  async #workOn(file: WalkedFile, isChanged: boolean): Promise<Write | null> {
    if (isChanged) return this.#file(file, (await this.#options.index.document(file.path)) ?? undefined);
    const record = this.#records.get(file.path);
    return this.#known.isUnchanged(file, record) ? this.#reassign(file, record!) : this.#file(file, record);
  }

  #settledElsewhere(file: WalkedFile, outcome: FileOutcome): void {
    const { path, bytes, modifiedMs } = file;
    this.#tally.elsewhere(file, outcome);
    if (outcome.kind === "done") return this.#options.digests.learn(path);
    if (outcome.kind === "failed" && transientReasons.has(outcome.reason)) return;
    if (outcome.kind === "failed") this.#tally.skipped.push({ path, bytes, modifiedMs });
    if (this.#records.has(path)) this.#removals.addSpoilt(path);
  }

  /** Commits an unchanged document with its new principals: from its stored text, without reading its file. */
  async #reassign(file: WalkedFile, record: DocumentRecord, tally: Indexed = this.#indexed): Promise<Write | null> {
    const stored = await this.#options.index.text({ origin: "file", path: file.path });
    if (stored === null) return null;
    const document = storedDocument(stored);
    const metadata = reassignPrincipals(document.metadata, file.assigned);
    return this.#writeOf({ ...document, metadata }, { file, record, loaderVersion: record.loaderVersion, tally });
  }

  /** Reads one file; resolves to `null` when nothing is left to do. */
  async #file(file: WalkedFile, record: DocumentRecord | undefined): Promise<Write | null> {
    const { index, signal } = this.#options;
    const aborting = signal === undefined ? {} : { signal };
    try {
      if (await this.#known.isSameByTag(file, record)) return await this.#keep(file, record!);
      const input = await this.#clock.run("read", () => readWalkedFile(file, aborting));
      this.#known.note(file, input);
      const unsupported =
        input.bytes.length === 0
          ? "empty"
          : this.#formats.mediaTypeOf(file.path, input.bytes) === null
            ? "not-a-document"
            : (file.remote?.ignoreReason(input.bytes) ?? null);
      if (unsupported !== null) {
        this.#tally.unsupported(file, unsupported);
        await this.#work?.settle(file.path, { kind: "ignored", reason: unsupported });
        if (record !== undefined) this.#removals.addSpoilt(file.path);
        return null;
      }
      const isSame = record?.sha256 === input.sha256;
      const isReread = isSame && this.#known.isOutdated(record);
      if (isSame && !this.#cutsAgain && !isReread) return await this.#keep(file, record);
      const from = record === undefined && !this.#cutsAgain ? await this.#takeGone(input.sha256) : null;
      // A moved document of an older loader is read again by the next run.
      if (from !== null) {
        await index.moveDocument(from.path, file.path, file.modifiedMs);
        this.#tally.moved(from.path, file.path);
        return isReassigned(file, from) ? await this.#reassign(file, from, () => {}) : null;
      }
      const parsing = performance.now();
      const loaded = await this.#clock.run("parse", () => this.#pool.load(input, aborting));
      this.#tally.loaded(loaded, performance.now() - parsing);
      const document = { ...loaded, metadata: withPrincipals(loaded.metadata, file.assigned) };
      const loaderVersion = this.#formats.versionOf(document.mediaType);
      const tally: Indexed = (indexed, written) => {
        this.#indexed(indexed, written);
        if (isReread) this.#tally.reread();
      };
      return await this.#writeOf(document, { file, record, loaderVersion, tally });
    } catch (error) {
      await this.#failDocument(file, error, record);
      return null;
    }
  }

  /** A document that had these bytes and is gone, if no other process takes it. */
  async #takeGone(sha256: string): Promise<DocumentRecord | null> {
    const gone = this.#removals.gone.take(sha256);
    if (gone === null || this.#work === null) return gone;
    const [claim] = await this.#work.claim([gone]);
    if (claim?.kind === "mine" && (await this.#options.index.document(gone.path)) !== null) return gone;
    if (claim?.kind === "mine") await this.#work.release(gone.path);
    return null;
  }

  /** Keeps a document whose content is the indexed one, with the file's new time and principals. */
  async #keep(file: WalkedFile, record: DocumentRecord): Promise<Write | null> {
    if (record.modifiedMs !== file.modifiedMs) await this.#options.index.touchDocument(file.path, file.modifiedMs);
    if (isReassigned(file, record)) return this.#reassign(file, record);
    await this.#work?.settle(file.path, { kind: "done" });
    this.#tally.unchanged(file.path);
    return null;
  }

  readonly #indexed: Indexed = (document, written) => this.#tally.indexed(document, written);

  /** The work that is left on a document whose text is known. Waits until there is room for it. */
  async #writeOf(document: SourceDocument, { file, record, loaderVersion, tally }: KnownText): Promise<Write> {
    const weight = document.text.length + 1;
    await this.#pending.enter(weight);
    const run = async (onQueued: () => void) => {
      try {
        tally(document, await this.#writer.write(document, { origin: "file", loaderVersion }, onQueued));
      } catch (error) {
        await this.#failDocument(file, error, record);
      }
    };
    return { weight, run };
  }

  /** Notes a document's failure, or passes on an error that is the run's. */
  async #failDocument(file: WalkedFile, error: unknown, record: DocumentRecord | undefined): Promise<void> {
    if (this.#options.signal?.aborted === true) return;
    if (!isRagstoneError(error) || error.code !== "document-failed") throw error;
    const { reason, detail, hint } = error as DocumentError;
    const { path, bytes, modifiedMs } = file;
    if (localReasons.has(reason)) await this.#work?.release(path);
    else await this.#work?.settle(path, { kind: "failed", reason, detail, hint });
    if (!transientReasons.has(reason)) this.#tally.skipped.push({ path, bytes, modifiedMs });
    this.#tally.failed({ path, reason, detail, hint });
    if (record !== undefined && !transientReasons.has(reason)) this.#removals.addSpoilt(path);
  }
}
