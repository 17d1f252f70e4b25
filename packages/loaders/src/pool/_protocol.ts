import type { FailureReason, SourceDocument } from "@ragstone/core";

/** What a worker answers to a {@link LoaderInput}. */
export type WorkerAnswer =
  | { readonly ok: true; readonly document: SourceDocument }
  | { readonly ok: false; readonly reason: FailureReason; readonly detail: string; readonly hint: string };
