import { statSync } from "node:fs";
import { isVolumePath, RagstoneError, type IndexReport } from "@ragstone/core";
import { failureOf } from "../failures/failure-of.js";
import { watchTree, type TreeWatch } from "./watch-tree.js";
import type { WatchOptions, Watch } from "../api/watch.js";

export interface WatchFolderOptions extends Omit<WatchOptions, "allowRemoval"> {
  readonly folder: string;
  /** Location of the index: its own writes are not changes. */
  readonly indexDir: string;
  readonly index: (signal: AbortSignal) => Promise<IndexReport>;
  /** How changes are noticed. @defaultValue the file system's notifications */
  readonly follow?: typeof watchTree;
}

/**
 * Runs `index` once, and again whenever files below `folder` changed; a volume, which reports no changes, is compared
 * again every `pollMs`. Which files changed is found by the run itself,
 * so that renames, editors' temporary files and lost notifications do no harm.
 */
export function watchFolder(options: WatchFolderOptions): Watch {
  return new FolderWatch(options);
}

class FolderWatch implements Watch {
  readonly ready: Promise<void>;
  readonly #options: WatchFolderOptions;
  readonly #settleMs: number;
  readonly #maxWaitMs: number;
  readonly #pollMs: number;
  readonly #closing = new AbortController();
  #tree: TreeWatch | null = null;
  /** Device and inode of the folder that {@link #tree} follows. */
  #followed: string | null = null;
  /** Whether the system cannot report every change. */
  #polls = false;
  #timer: NodeJS.Timeout | null = null;
  #firstChangeMs: number | null = null;
  #running: Promise<void> | null = null;
  #changedMeanwhile = false;
  /** The last failed run, so that a retry without a change does not repeat its message. */
  #reported: string | null = null;

  constructor({ settleMs = 300, maxWaitMs = 5000, pollMs = 30_000, ...options }: WatchFolderOptions) {
    this.#options = { ...options };
    this.#settleMs = settleMs;
    this.#maxWaitMs = maxWaitMs;
    this.#pollMs = pollMs;
    this.#start();
    this.ready = this.#running ?? Promise.resolve();
  }

  async close(): Promise<void> {
    this.#closing.abort();
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#tree?.close();
    await this.#running;
  }

  readonly #start = (): void => {
    this.#timer = null;
    if (this.#running !== null) {
      this.#changedMeanwhile = true;
      return;
    }
    this.#running = this.#run().finally(() => {
      this.#running = null;
      if (this.#changedMeanwhile) this.#changed();
    });
  };

  readonly #changed = (): void => {
    if (this.#closing.signal.aborted) return;
    const now = performance.now();
    this.#firstChangeMs ??= now;
    this.#reported = null;
    if (this.#timer !== null) clearTimeout(this.#timer);
    const waitMs = Math.min(this.#settleMs, this.#firstChangeMs + this.#maxWaitMs - now);
    this.#timer = setTimeout(this.#start, Math.max(0, waitMs));
  };

  /** Never rejects. */
  async #run(): Promise<void> {
    this.#firstChangeMs = null;
    this.#changedMeanwhile = false;
    try {
      this.#follow();
      const report = await this.#options.index(this.#closing.signal);
      this.#reported = null;
      this.#report(report);
      if (this.#polls) this.#retryIn(this.#pollMs);
    } catch (error) {
      if (this.#closing.signal.aborted) return;
      const failure = failureOf(error);
      const message = `${failure.code} ${failure.message}`;
      if (message !== this.#reported) this.#fail(failure);
      this.#reported = message;
      // The process that has the lock may have looked before the change, and a missing folder reports nothing.
      if (failure.code === "index-locked" || this.#followed === null) this.#retryIn(this.#maxWaitMs);
      else if (this.#polls) this.#retryIn(this.#pollMs);
    }
  }

  #retryIn(ms: number): void {
    if (!this.#closing.signal.aborted) this.#timer ??= setTimeout(this.#start, ms);
  }

  /** Follows the folder, again where another one has taken its place (an unmounted disk, a fresh checkout). */
  #follow(): void {
    const { folder, indexDir, follow = watchTree } = this.#options;
    const present = identityOf(folder);
    if (present === this.#followed && present !== null) return;
    this.#tree?.close();
    this.#tree = null;
    this.#followed = present;
    this.#polls = false;
    if (present === null) return;
    if (isVolumePath(folder)) {
      this.#polls = true;
      return;
    }
    this.#tree = follow(folder, {
      except: indexDir,
      onChange: this.#changed,
      onError: (error) => {
        this.#polls ||= error.data["polls"] === true;
        this.#fail(error);
      },
    });
  }

  #report(report: IndexReport): void {
    const { onReport } = this.#options;
    if (this.#closing.signal.aborted || onReport === undefined) return;
    call(
      () => onReport(report),
      (error) => this.#fail(callbackFailed(error)),
    );
  }

  #fail(error: RagstoneError): void {
    const { onError } = this.#options;
    if (this.#closing.signal.aborted || onError === undefined) return;
    call(
      () => onError(error),
      () => {},
    );
  }
}

/** Calls a callback of the user's, which may throw or reject. */
function call(callback: () => unknown, onFailure: (error: unknown) => void): void {
  try {
    Promise.resolve(callback()).catch(onFailure);
  } catch (error) {
    onFailure(error);
  }
}

function callbackFailed(cause: unknown): RagstoneError {
  const message = cause instanceof Error ? cause.message : String(cause);
  return new RagstoneError("callback-failed", `The onReport callback failed: ${message}`, {
    hint: "Handle the error inside the callback. The run itself is complete, and watching continues.",
    cause,
    data: { callback: "onReport" },
  });
}

function identityOf(folder: string): string | null {
  if (isVolumePath(folder)) return folder;
  try {
    const { dev, ino } = statSync(folder);
    return `${dev}:${ino}`;
  } catch {
    return null;
  }
}
