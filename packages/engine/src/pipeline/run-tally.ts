import type {
  IndexReader,
  Embedder,
  FailedFile,
  FileOutcome,
  IgnoreReason,
  IndexReport,
  OnEvent,
  SourceDocument,
} from "@ragstone/core";
import { ExtensionCounts } from "./extension-counts.js";
import type { SkippedFile } from "../location/skipped-files.js";
import type { WrittenDocument } from "./document-writer.js";
import type { EmbedQueue } from "./embed-queue.js";
import type { Stage, StageClock } from "./stage-clock.js";

export interface TallyParts {
  readonly index: IndexReader;
  readonly indexName: string;
  readonly embedder: Embedder;
  readonly queue: EmbedQueue;
  readonly clock: StageClock;
  readonly onEvent: OnEvent | undefined;
}

type Seen = Pick<SkippedFile, "path" | "bytes" | "modifiedMs">;

/** The outcome for every file of a run: counted, reported as events, and summed up in the report. */
export class RunTally {
  readonly #parts: TallyParts;
  readonly #startedMs = performance.now();
  readonly #failed: FailedFile[] = [];
  readonly #warnings: { path: string; code: string; detail: string }[] = [];
  readonly #ignored = new ExtensionCounts();
  readonly #counts = { seen: 0, indexed: 0, reread: 0, unchanged: 0, moved: 0, removed: 0, elsewhere: 0 };
  readonly #chunks = { added: 0, removed: 0 };
  #reused = 0;
  #hiddenCharacters = 0;
  /** Files that were read and not indexed, because they are no documents or failed. */
  readonly skipped: SkippedFile[] = [];

  constructor(parts: TallyParts) {
    this.#parts = parts;
  }

  walked(files: number, bytes: number): void {
    this.#emit({ type: "walk-ended", files, bytes, ignored: this.#ignored.total });
  }

  ignored(path: string, reason: IgnoreReason): void {
    this.#ignored.add(path, reason);
    this.#emit({ type: "file-ignored", path, reason });
  }

  /** A file that was read to learn that it is no document. */
  unsupported({ path, bytes, modifiedMs }: Seen, reason: IgnoreReason): void {
    this.skipped.push({ path, bytes, modifiedMs, ignored: reason });
    this.ignored(path, reason);
  }

  failed({ path, reason, detail, hint }: FailedFile): void {
    this.#counts.seen += 1;
    this.#failed.push({ path, reason, detail, hint });
    this.#emit({ type: "document-failed", path, reason, detail, hint });
  }

  unchanged(path: string): void {
    this.#counts.seen += 1;
    this.#counts.unchanged += 1;
    this.#emit({ type: "document-unchanged", path });
  }

  moved(from: string, path: string): void {
    this.#counts.seen += 1;
    this.#counts.moved += 1;
    this.#emit({ type: "document-moved", from, path });
  }

  /** A file that another process did. */
  elsewhere(file: Seen, outcome: FileOutcome): void {
    if (outcome.kind === "ignored") return this.unsupported(file, outcome.reason);
    if (outcome.kind === "failed") return this.failed({ ...outcome, path: file.path });
    this.#counts.seen += 1;
    this.#counts.elsewhere += 1;
    this.#emit({ type: "document-elsewhere", path: file.path });
  }

  loaded(document: SourceDocument, elapsedMs: number): void {
    this.#emit({ type: "document-loaded", path: document.path, characters: document.text.length, elapsedMs });
  }

  indexed(document: SourceDocument, { chunksAdded, chunksRemoved, reused }: WrittenDocument): void {
    const { path, warnings, hiddenCharacters } = document;
    this.#counts.seen += 1;
    this.#counts.indexed += 1;
    this.#chunks.added += chunksAdded;
    this.#chunks.removed += chunksRemoved;
    this.#reused += reused;
    this.#hiddenCharacters += hiddenCharacters;
    for (const warning of warnings) this.#warnings.push({ path, ...warning });
    this.#emit({ type: "document-indexed", path, chunks: chunksAdded });
  }

  /** A document that was indexed because a newer loader reads it. */
  reread(): void {
    this.#counts.reread += 1;
  }

  removed(path: string, chunks: number): void {
    this.#chunks.removed += chunks;
    this.#counts.removed += 1;
    this.#emit({ type: "document-removed", path });
  }

  async report(): Promise<IndexReport> {
    const { index, indexName, embedder, queue, clock } = this.#parts;
    for (const [stage, elapsedMs] of Object.entries(clock.times()) as [Stage, number][])
      this.#emit({ type: "stage-timed", stage, elapsedMs });
    const { chunks: total } = await index.status();
    const price = embedder.usdPerMillionTokens;
    return {
      index: indexName,
      documents: { ...this.#counts, failed: this.#failed.length },
      failed: this.#failed.sort(byPath),
      ignored: this.#ignored.report(),
      chunks: { total, ...this.#chunks },
      embedded: { texts: queue.texts, tokens: queue.tokens, reused: this.#reused },
      hiddenCharacters: this.#hiddenCharacters,
      warnings: this.#warnings.sort(byPath),
      costUsd: price === null ? null : (queue.tokens * price) / 1e6,
      elapsedMs: Math.round(performance.now() - this.#startedMs),
    };
  }

  #emit(event: Parameters<OnEvent>[0]): void {
    this.#parts.onEvent?.(event);
  }
}

function byPath(a: { path: string }, b: { path: string }): number {
  return a.path < b.path ? -1 : a.path > b.path ? 1 : 0;
}
