import { existsSync } from "node:fs";
import { SerialQueue } from "@ragstone/core";
import type { PageBoxes, PageSize } from "./page-boxes.js";
import type { PageResults, PageSpan, PageTask } from "./page-job.js";
import { PageThread } from "./page-thread.js";

/** A PDF to show. */
export interface PdfFile {
  readonly path: string;
  /** Its bytes, read when its turn comes. */
  read(): Promise<Uint8Array>;
}

/** Draws pages of PDFs and finds the places of characters, in a thread of its own, one task at a time. */
export interface PdfPages {
  /** The sizes of all pages as they are shown, in points. */
  sizes(file: PdfFile, signal?: AbortSignal): Promise<readonly PageSize[]>;
  /** A page (from 1) as a PNG with `scale` pixels per point; fewer where that would be more than 12 million pixels. */
  image(
    file: PdfFile,
    where: { readonly page: number; readonly scale: number },
    signal?: AbortSignal,
  ): Promise<Uint8Array>;
  /**
   * The boxes of exactly the characters of ranges of extracted text, one entry per span; `null` where the text is not
   * the one that this version reads from these pages.
   */
  boxes(file: PdfFile, spans: readonly PageSpan[], signal?: AbortSignal): Promise<readonly PageBoxes[] | null>;
  close(): Promise<void>;
}

export interface PdfPagesOptions {
  /** Of one task. @defaultValue 20 s */
  readonly timeoutMs?: number;
  /** How long the thread waits for another task before it ends and frees its memory. @defaultValue 30 s */
  readonly idleMs?: number;
  /** The file that the thread runs. @defaultValue the one next to this module */
  readonly workerUrl?: URL;
}

/**
 * Starts no thread before the first task. Every method throws {@link DocumentError} for a file that cannot be shown, and
 * the signal's reason when it aborts. Run from TypeScript sources there is no thread and no limit of time.
 */
export function createPdfPages({
  timeoutMs = 20_000,
  idleMs = 30_000,
  workerUrl = new URL("./pages-worker.js", import.meta.url),
}: PdfPagesOptions = {}): PdfPages {
  const queue = new SerialQueue();
  const thread = existsSync(workerUrl) ? new PageThread(workerUrl, { timeoutMs, idleMs }) : null;
  const run = <K extends PageTask["kind"]>(
    file: PdfFile,
    task: Extract<PageTask, { readonly kind: K }>,
    signal?: AbortSignal,
  ): Promise<PageResults[K]> =>
    queue.run(
      async () => {
        signal?.throwIfAborted();
        const job = { path: file.path, bytes: await file.read(), task };
        const result =
          thread === null ? await (await import("./run-page-task.js")).runPageTask(job) : await thread.run(job, signal);
        return result as PageResults[K];
      },
      { signal },
    );
  return {
    sizes: (file, signal) => run<"sizes">(file, { kind: "sizes" }, signal),
    image: (file, { page, scale }, signal) => run<"image">(file, { kind: "image", page, scale }, signal),
    boxes: (file, spans, signal) => run<"boxes">(file, { kind: "boxes", spans }, signal),
    close: async () => thread?.stop(),
  };
}
