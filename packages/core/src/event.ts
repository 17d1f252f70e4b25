import type { FailureReason } from "./errors/failure-reason.js";
import type { IgnoreReason } from "./index-report.js";

/** Progress events, for progress bars, logs and traces. */
export type RagstoneEvent =
  | { readonly type: "walk-ended"; readonly files: number; readonly bytes: number; readonly ignored: number }
  | { readonly type: "file-ignored"; readonly path: string; readonly reason: IgnoreReason }
  | {
      readonly type: "document-failed";
      readonly path: string;
      readonly reason: FailureReason;
      readonly detail: string;
      /** What to do about it. */
      readonly hint: string;
    }
  | { readonly type: "document-unchanged"; readonly path: string }
  | { readonly type: "document-loaded"; readonly path: string; readonly characters: number; readonly elapsedMs: number }
  | { readonly type: "document-indexed"; readonly path: string; readonly chunks: number }
  | { readonly type: "document-moved"; readonly from: string; readonly path: string }
  | { readonly type: "document-removed"; readonly path: string }
  /** Another process, which indexes at the same time, brought it up to date. */
  | { readonly type: "document-elsewhere"; readonly path: string }
  | { readonly type: "batch-embedded"; readonly texts: number; readonly tokens: number; readonly elapsedMs: number }
  | {
      readonly type: "stage-timed";
      readonly stage: "read" | "parse" | "chunk" | "embed" | "write";
      readonly elapsedMs: number;
    }
  | { readonly type: "request-retried"; readonly attempt: number; readonly delayMs: number; readonly reason: string }
  | { readonly type: "limit-waited"; readonly limit: string; readonly delayMs: number }
  | { readonly type: "endpoint-waited"; readonly endpoint: string; readonly delayMs: number; readonly reason: string }
  | { readonly type: "notice-raised"; readonly code: string; readonly message: string };

export type OnEvent = (event: RagstoneEvent) => void;
