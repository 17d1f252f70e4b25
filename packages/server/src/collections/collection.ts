import type { IgnoreReason, IndexReport, RagstoneError } from "@ragstone/core";
import type { CollectionEvents } from "./collection-events.js";
import type { Ragstone } from "@ragstone/engine";
import type { RunProgress } from "./run-progress.js";

/** An index that the server offers, with what it is doing. */
export interface Collection {
  /** Unique; part of addresses. */
  readonly name: string;
  readonly rag: Ragstone;
  /** Whether files may be added to its folder. */
  readonly writable: boolean;
  readonly events: CollectionEvents;
  /** How far the run is that is under way; `null` without one. */
  progress: RunProgress | null;
  /** Stops the run that a request started; `null` where none runs. */
  run: AbortController | null;
  /** The files that the last run could not index. */
  failed: IndexReport["failed"];
  /** Files that the last run ignored, with the reasons; the first thousands of them. */
  ignored: readonly IgnoredFile[];
  /** Why the last run failed; `null` after one that did not. */
  error: RagstoneError | null;
}

/** A file that is no document, or excluded. */
export interface IgnoredFile {
  readonly path: string;
  readonly reason: IgnoreReason;
}

/** What the server's caller gives for each collection. */
export interface CollectionOptions {
  readonly name: string;
  readonly rag: Ragstone;
  /** @defaultValue false */
  readonly writable?: boolean;
  /** Whether the server keeps the index up to date with its folder, made first where there is none. @defaultValue false */
  readonly follow?: boolean;
}
