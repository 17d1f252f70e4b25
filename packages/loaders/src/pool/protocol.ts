import type { FailureReason, LoaderInput, SourceDocument } from "@ragstone/core";

/** A file for a worker. */
export interface WorkerJob {
  readonly input: LoaderInput;
  /** As in {@link LoadOptions}. */
  readonly mediaType?: string | undefined;
  /** URL of the module of the app that loads it. @defaultValue the built-in loader of its format */
  readonly module?: string | undefined;
}

/** A worker's first message. */
export interface WorkerStarted {
  /** The system's number of its thread; `null` where that is unknown. */
  readonly systemThread: number | null;
}

/** A worker's reply to a {@link WorkerJob}. */
export type WorkerAnswer =
  | { readonly ok: true; readonly document: SourceDocument }
  | { readonly ok: false; readonly reason: FailureReason; readonly detail: string; readonly hint: string };
