import type { FailureReason, TextRange } from "@ragstone/core";
import type { PageBoxes, PageSize } from "./page-boxes.js";

/** A page's part of a document's extracted text, and a range of that part. */
export interface PageSpan extends TextRange {
  /** From 1. */
  readonly page: number;
  readonly text: string;
}

/** What is wanted of a PDF. */
export type PageTask =
  | { readonly kind: "sizes" }
  | { readonly kind: "image"; readonly page: number; readonly scale: number }
  | { readonly kind: "boxes"; readonly spans: readonly PageSpan[] };

/** What each task gives; boxes are `null` where the text is not the one that the pages draw. */
export interface PageResults {
  readonly sizes: readonly PageSize[];
  /** A PNG. */
  readonly image: Uint8Array;
  readonly boxes: readonly PageBoxes[] | null;
}

/** A task and the file it is about. */
export interface PageJob {
  readonly path: string;
  readonly bytes: Uint8Array;
  readonly task: PageTask;
}

/** A worker's reply. */
export type PageReply =
  | { readonly result: PageResults[PageTask["kind"]] }
  | { readonly failure: { readonly reason: FailureReason; readonly detail: string } };
