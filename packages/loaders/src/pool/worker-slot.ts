import { checkDocument, DocumentError, type LoaderInput, type SourceDocument } from "@ragstone/core";
import { Worker } from "node:worker_threads";
import type { WorkerAnswer, WorkerJob, WorkerStarted } from "./protocol.js";
import { watchThread } from "./thread-watch.js";

/**
 * JavaScript heap of a worker in MiB. The largest files of the sample data need 160; a parser that wants more than this
 * is being attacked or lost, and costs one file.
 */
const maxHeapMb = 512;

/** Shortest time between two looks at the time that a thread has spent. */
const minCheckMs = 50;

/** One worker thread with at most one file, started when first used and again after it died. */
export interface WorkerSlot {
  /**
   * Loads a file; the worker is ended when it spends more than `timeoutMs` on it, as {@link watchThread} measures, or the
   * signal aborts.
   */
  run(job: WorkerJob, timeoutMs: number, signal: AbortSignal | undefined): Promise<SourceDocument>;
  close(): Promise<void>;
}

export function createWorkerSlot(workerUrl: URL): WorkerSlot {
  return new ThreadSlot(workerUrl);
}

class ThreadSlot implements WorkerSlot {
  readonly #workerUrl: URL;
  #worker: Worker | null = null;
  #systemThread: number | null = null;
  /** Forgets the file under way. */
  #abandon = (): void => {};

  constructor(workerUrl: URL) {
    this.#workerUrl = workerUrl;
  }

  async close(): Promise<void> {
    this.#abandon();
    await this.#stop();
  }

  run(job: WorkerJob, timeoutMs: number, signal: AbortSignal | undefined): Promise<SourceDocument> {
    return new Promise((resolve, reject) => {
      const { input } = job;
      const current = (this.#worker ??= this.#start());
      let crash = "";
      const spentMs = watchThread(current, () => this.#systemThread);
      const checkTime = (): void => {
        const leftMs = timeoutMs - spentMs();
        if (leftMs <= 0) fail(timedOut(input, timeoutMs));
        else timer = setTimeout(checkTime, Math.max(leftMs, minCheckMs));
      };
      let timer = setTimeout(checkTime, timeoutMs);
      const onAbort = (): void => fail(signal?.reason);
      const onMessage = (answer: WorkerAnswer | WorkerStarted): void => {
        if (!("ok" in answer)) return;
        release();
        current.unref();
        try {
          resolve(documentOf(answer, input));
        } catch (error) {
          reject(error);
        }
      };
      const onError = (error: unknown): void => {
        crash = error instanceof Error ? error.message : "uncaught value";
      };
      const onExit = (code: number): void => {
        release();
        reject(new DocumentError(input.path, "crashed", crash === "" ? `the parser ended with code ${code}` : crash));
      };
      const release = (): void => {
        clearTimeout(timer);
        signal?.removeEventListener("abort", onAbort);
        current.off("message", onMessage).off("error", onError).off("exit", onExit);
      };
      this.#abandon = release;
      const fail = (reason: unknown): void => {
        release();
        // The next file waits until this thread is gone, so that threads never exceed their number.
        void this.#stop().then(() => reject(reason));
      };
      current.on("message", onMessage).on("error", onError).on("exit", onExit);
      signal?.addEventListener("abort", onAbort, { once: true });
      current.ref();
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- threads have no origin
      current.postMessage(job);
    });
  }

  #start(): Worker {
    this.#systemThread = null;
    // Without the flags of the process, which may be for sources or debuggers, and without its output, which is not for
    // parsers to write to.
    const started = new Worker(this.#workerUrl, {
      execArgv: [],
      stdout: true,
      stderr: true,
      resourceLimits: { maxOldGenerationSizeMb: maxHeapMb },
    });
    started.on("message", (message: WorkerAnswer | WorkerStarted) => {
      if ("systemThread" in message) this.#systemThread = message.systemThread;
    });
    // Something that a parser left running may kill a worker between two files.
    started.on("error", () => {});
    started.on("exit", () => {
      if (this.#worker === started) this.#worker = null;
    });
    return started;
  }

  async #stop(): Promise<void> {
    const stopped = this.#worker;
    this.#worker = null;
    stopped?.removeAllListeners();
    stopped?.on("error", () => {});
    await stopped?.terminate();
  }
}

function timedOut({ path }: LoaderInput, timeoutMs: number): DocumentError {
  return new DocumentError(path, "timed-out", `not loaded within ${timeoutMs} ms of CPU time or waiting`);
}

function documentOf(answer: WorkerAnswer, input: LoaderInput): SourceDocument {
  if (answer.ok) return checkDocument(answer.document, input);
  throw new DocumentError(input.path, answer.reason, answer.detail, { hint: answer.hint });
}
