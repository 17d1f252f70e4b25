import type { Answer, Citation } from "@ragstone/core";

/** What the source panel shows: a document, at a citation of an answer where one was opened. */
export interface OpenedSource {
  readonly collection: string;
  readonly origin: "file" | "put";
  readonly path: string;
  readonly citation: Citation | null;
  /** The answer whose citations are marked. */
  readonly answer: Answer | null;
}
