import type { RagstoneEvent } from "@ragstone/core";

/** How far a run is. */
export interface RunProgress {
  readonly done: number;
  /** 0 until the folder is listed. */
  readonly total: number;
  /** By the clock of `performance.now()`. */
  readonly startedMs: number;
}

const finished: ReadonlySet<RagstoneEvent["type"]> = new Set([
  "document-indexed",
  "document-unchanged",
  "document-moved",
  "document-failed",
]);

/** A run that begins. */
export function newProgress(): RunProgress {
  return { done: 0, total: 0, startedMs: performance.now() };
}

/** The progress after an event of the run. */
export function progressAfter(progress: RunProgress, event: RagstoneEvent): RunProgress {
  if (event.type === "walk-ended") return { ...progress, total: event.files };
  return finished.has(event.type) ? { ...progress, done: progress.done + 1 } : progress;
}
