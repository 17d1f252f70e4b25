import type { IndexReport, OnEvent, RagstoneError } from "@ragstone/core";

export interface WatchOptions {
  /** Quiet time after the last change before a run begins, so that a checkout is one run. @defaultValue 300 */
  readonly settleMs?: number;
  /** Longest time that changes may continue before a run begins anyway. @defaultValue 5000 */
  readonly maxWaitMs?: number;
  /** Time between runs where the system cannot report the changes of every folder. @defaultValue 30000 */
  readonly pollMs?: number;
  /** Whether a run may remove more than half of at least 20 documents. Else `onError` gets `removal-limit`. */
  readonly allowRemoval?: boolean;
  /** Called with the events of each run. */
  readonly onEvent?: OnEvent;
  /** Called after each run. Errors that it throws reach `onError` as `callback-failed`. */
  readonly onReport?: (report: IndexReport) => unknown;
  /**
   * Called when a run or `onReport` fails, or when part of the folder cannot be followed. Watching continues: the next
   * change starts a run, and so does the end of `maxWaitMs` if another process was writing or the folder is gone.
   * Errors that it throws are ignored.
   */
  readonly onError?: (error: RagstoneError) => unknown;
}

/** A folder being followed. */
export interface Watch {
  /** Resolves when the first run is done and changes are being followed. Never rejects. */
  readonly ready: Promise<void>;
  /** Stops; an active run ends with its committed documents. Never rejects. */
  close(): Promise<void>;
}
