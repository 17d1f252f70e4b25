import { isRagstoneError, type IndexReport, type RagstoneError } from "@ragstone/core";
import { watchTree } from "./_watch-tree.js";

export interface WatchOptions {
  /** Quiet time after the last change before a run begins, so that a checkout is one run. @defaultValue 300 */
  readonly settleMs?: number;
  /** Longest time that changes may go on before a run begins all the same. @defaultValue 5000 */
  readonly maxWaitMs?: number;
  /** Called after each run. */
  readonly onReport?: (report: IndexReport) => void;
  /**
   * Called when a run fails, or part of the folder cannot be followed; watching goes on and the next change tries
   * again, or after `maxWaitMs` where another process was writing.
   */
  readonly onError?: (error: RagstoneError) => void;
}

/** A folder being followed. */
export interface Watch {
  /** Resolves when the first run is done and changes are being followed. */
  readonly ready: Promise<void>;
  /** Stops; a run under way ends with what it has committed. */
  close(): Promise<void>;
}

export interface WatchFolderOptions extends WatchOptions {
  readonly folder: string;
  /** Where the index lies: what it writes is no change. */
  readonly indexDir: string;
  readonly index: (signal: AbortSignal) => Promise<IndexReport>;
}

/**
 * Runs `index` once, and again whenever files below `folder` changed. Which files changed is found by the run itself,
 * so that renames, editors' temporary files and lost notifications do no harm.
 */
export function watchFolder({
  folder,
  indexDir,
  index,
  settleMs = 300,
  maxWaitMs = 5000,
  onReport,
  onError,
}: WatchFolderOptions): Watch {
  const closing = new AbortController();
  let timer: NodeJS.Timeout | null = null;
  let firstChangeMs: number | null = null;
  let running: Promise<void> | null = null;
  let changedMeanwhile = false;

  const run = async (): Promise<void> => {
    firstChangeMs = null;
    changedMeanwhile = false;
    try {
      onReport?.(await index(closing.signal));
    } catch (error) {
      if (!isRagstoneError(error)) throw error;
      if (closing.signal.aborted) return;
      onError?.(error);
      // Whoever holds the lock may have looked before the change.
      if (error.code === "index-locked") timer ??= setTimeout(start, maxWaitMs);
    }
  };
  const start = (): void => {
    timer = null;
    if (running !== null) {
      changedMeanwhile = true;
      return;
    }
    running = run().finally(() => {
      running = null;
      if (changedMeanwhile && !closing.signal.aborted) schedule();
    });
  };
  const schedule = (): void => {
    if (closing.signal.aborted) return;
    const now = performance.now();
    firstChangeMs ??= now;
    if (timer !== null) clearTimeout(timer);
    timer = setTimeout(start, Math.max(0, Math.min(settleMs, firstChangeMs + maxWaitMs - now)));
  };

  const watcher = watchTree(folder, { except: indexDir, onChange: schedule, onError: (error) => onError?.(error) });
  start();
  const ready = running ?? Promise.resolve();
  return {
    ready,
    async close() {
      closing.abort();
      if (timer !== null) clearTimeout(timer);
      watcher.close();
      await running;
    },
  };
}
