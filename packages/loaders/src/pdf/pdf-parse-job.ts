import type { MessagePort } from "node:worker_threads";

/** A file for the thread of the second reader. */
export interface PdfParseJob {
  readonly bytes: Uint8Array;
  /** Two numbers of 32 bits, at the places of {@link places}. */
  readonly shared: SharedArrayBuffer;
  /** Receives the texts of the pages, or `null`. */
  readonly reply: MessagePort;
}

/** Places in the shared memory of a {@link PdfParseJob}. */
export const places = {
  /** 1 after the reply. */
  done: 0,
  /** The system's number of the thread, 0 where it is unknown. */
  thread: 1,
} as const;
