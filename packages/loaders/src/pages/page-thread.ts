import { Worker } from "node:worker_threads";
import { DocumentError, type FailureReason } from "@ragstone/core";
import type { PageJob, PageReply, PageResults, PageTask } from "./page-job.js";

/** JavaScript heap in MiB: an image of the largest size and its compressed form. */
const maxHeapMb = 256;

interface PageThreadLimits {
  /** Of one job. */
  readonly timeoutMs: number;
  /** From a job's end to the end of the thread. */
  readonly idleMs: number;
}

/** A thread for one job at a time, started when first used and again after it ended. */
export class PageThread {
  readonly #url: URL;
  readonly #limits: PageThreadLimits;
  #worker: Worker | null = null;
  #idle: NodeJS.Timeout | undefined;

  constructor(url: URL, limits: PageThreadLimits) {
    this.#url = url;
    this.#limits = limits;
  }

  async run(job: PageJob, signal: AbortSignal | undefined): Promise<PageResults[PageTask["kind"]]> {
    clearTimeout(this.#idle);
    const current = (this.#worker ??= this.#start());
    current.ref();
    try {
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- threads have no origin
      current.postMessage(job);
      const reply = await this.#reply(current, job, signal);
      if ("result" in reply) return reply.result;
      throw new DocumentError(job.path, reply.failure.reason, reply.failure.detail);
    } catch (error) {
      // A thread that still works would answer the next job with this one's result.
      const isDone = error instanceof DocumentError && error.reason !== "timed-out" && error.reason !== "crashed";
      if (!isDone) await this.stop();
      throw error;
    } finally {
      current.unref();
      this.#idle = setTimeout(() => void this.stop(), this.#limits.idleMs).unref();
    }
  }

  async stop(): Promise<void> {
    clearTimeout(this.#idle);
    const stopped = this.#worker;
    this.#worker = null;
    await stopped?.terminate();
  }

  #start(): Worker {
    const started = new Worker(this.#url, {
      execArgv: [],
      stdout: true,
      stderr: true,
      resourceLimits: { maxOldGenerationSizeMb: maxHeapMb },
    });
    // The job under way reports what ends the thread.
    started.on("error", () => {});
    return started;
  }

  #reply(current: Worker, { path }: PageJob, signal: AbortSignal | undefined): Promise<PageReply> {
    const { timeoutMs } = this.#limits;
    let release = (): void => {};
    const replied = new Promise<PageReply>((resolve, reject) => {
      const fail = (reason: FailureReason, detail: string): void => reject(new DocumentError(path, reason, detail));
      const timer = setTimeout(() => fail("timed-out", `not drawn within ${timeoutMs} ms`), timeoutMs);
      const onAbort = (): void => reject(signal?.reason as Error);
      const onExit = (code: number): void => fail("crashed", `the engine ended with code ${code}`);
      current.once("message", resolve).once("exit", onExit);
      signal?.addEventListener("abort", onAbort, { once: true });
      release = () => {
        clearTimeout(timer);
        signal?.removeEventListener("abort", onAbort);
        current.off("message", resolve).off("exit", onExit);
      };
    });
    return replied.finally(() => release());
  }
}
