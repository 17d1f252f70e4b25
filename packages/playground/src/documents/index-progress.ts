import type { Api } from "../api/api.js";

type IndexEvent = Api["index"] extends (...parameters: never) => AsyncGenerator<infer Event> ? Event : never;

/** How far an indexing run is. */
export interface IndexProgress {
  readonly done: number;
  /** 0 until the folder is listed. */
  readonly total: number;
}

const finished: ReadonlySet<string> = new Set([
  "document-indexed",
  "document-unchanged",
  "document-moved",
  "document-failed",
]);

/** The progress after an event of the run. */
export function nextProgress(progress: IndexProgress, event: IndexEvent): IndexProgress {
  if ("files" in event) return { ...progress, total: event.files };
  return finished.has(event.type) ? { ...progress, done: progress.done + 1 } : progress;
}

/** The seconds that are left at the speed so far; `null` while nothing is known. */
export function secondsLeft({ done, total }: IndexProgress, elapsedMs: number): number | null {
  if (total === 0 || done === 0 || done > total) return null;
  return ((total - done) * elapsedMs) / done / 1000;
}
