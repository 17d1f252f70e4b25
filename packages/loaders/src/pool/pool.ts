import {
  DocumentError,
  InvalidOptionError,
  type LoaderInput,
  RagstoneError,
  type SourceDocument,
} from "@ragstone/core";
import { existsSync } from "node:fs";
import { formatsOf } from "../load/formats-of.js";
import { loadHere, type LoadOptions } from "../load/load-here.js";
import { mediaTypeOf } from "../media/media-type-of.js";
import { defaultMaxBytes } from "../walk/default-max-bytes.js";
import type { LoaderPool, LoaderPoolOptions } from "./loader-pool.js";
import { observeMachine, type Machine } from "./machine.js";
import type { WorkerJob } from "./protocol.js";
import { createWorkerSlot, type WorkerSlot } from "./worker-slot.js";

interface Job {
  readonly file: WorkerJob;
  readonly signal: AbortSignal | undefined;
  readonly resolve: (document: SourceDocument) => void;
  readonly reject: (reason: unknown) => void;
}

const mebibyte = 1024 * 1024;

/**
 * Files of a cheap format up to this size in bytes are loaded by the calling thread. Sending a file to a worker and
 * receiving the document costs about 0.2 ms, as much as parsing 10 kB of Markdown; up to this size the calling thread
 * is blocked for a few ms at most.
 */
const maxInlineBytes = 64 * 1024;

const maxWorkers = 8;

/** {@link createLoaderPool} with the file that its workers run. */
export function createPool(
  workerUrl: URL,
  options: LoaderPoolOptions = {},
  machine: Machine = observeMachine(),
): LoaderPool {
  const {
    loaders = [],
    workers = Math.min(maxWorkers, Math.max(1, machine.processors - 1)),
    timeoutMs = 20_000,
    maxBytes = defaultMaxBytes,
  } = options;
  if (!Number.isInteger(workers) || workers < 1)
    throw new InvalidOptionError("workers", workers, "a whole number of at least 1");
  if (!(timeoutMs > 0)) throw new InvalidOptionError("timeoutMs", timeoutMs, "a number of milliseconds above 0");
  // Sources that run without a build have no worker file: threads do not run TypeScript on every Node that is
  // supported.
  const hasWorkers = existsSync(workerUrl);
  const formats = formatsOf(loaders);
  const mayGrow = options.workers === undefined && workers < Math.min(maxWorkers, machine.processors);
  const threads = new WorkerPool({ workerUrl, workers, timeoutMs, mayAddOne: () => mayGrow && machine.callerIsIdle() });
  return {
    load: async (input, { signal, ...options } = {}) => {
      signal?.throwIfAborted();
      if (threads.closed) throw poolClosed();
      const size = input.bytes.byteLength;
      if (size > maxBytes) throw new DocumentError(input.path, "too-large", `${size} bytes; the limit is ${maxBytes}`);
      const mediaType = options.mediaType ?? formats.mediaTypeOf(input.path, input.bytes) ?? undefined;
      const own = mediaType === undefined ? null : formats.appLoaderOf(mediaType);
      const module = own !== null && "module" in own ? own.module.href : undefined;
      const isLoadedHere = own === null ? isCheap(input, mediaType) : module === undefined;
      if (!hasWorkers || isLoadedHere) return loadHere(input, { mediaType, loaders, signal });
      return threads.load({ input, mediaType, module, signal });
    },
    close: () => threads.close(),
  };
}

interface WorkerPoolParts {
  readonly workerUrl: URL;
  readonly workers: number;
  readonly timeoutMs: number;
  /** Asked when files wait and all workers are busy: whether one more worker may start. */
  readonly mayAddOne: () => boolean;
}

/** Worker threads, started as files come, and the files that wait for them. */
class WorkerPool {
  closed = false;
  readonly #parts: WorkerPoolParts;
  readonly #idle: WorkerSlot[] = [];
  readonly #slots: WorkerSlot[] = [];
  readonly #queue: Job[] = [];
  readonly #running = new Set<Job>();

  constructor(parts: WorkerPoolParts) {
    this.#parts = parts;
  }

  load({ signal, ...file }: WorkerJob & Pick<LoadOptions, "signal">): Promise<SourceDocument> {
    return new Promise((resolve, reject) => {
      const onAbort = (): void => {
        const position = this.#queue.indexOf(job);
        if (position === -1) return;
        this.#queue.splice(position, 1);
        reject(signal?.reason);
      };
      const settle =
        <T>(then: (value: T) => void) =>
        (value: T): void => {
          signal?.removeEventListener("abort", onAbort);
          then(value);
        };
      const job: Job = { file, signal, resolve: settle(resolve), reject: settle(reject) };
      signal?.addEventListener("abort", onAbort, { once: true });
      this.#queue.push(job);
      this.#pump();
    });
  }

  async close(): Promise<void> {
    this.closed = true;
    for (const job of [...this.#queue.splice(0), ...this.#running]) job.reject(poolClosed());
    await Promise.all(this.#slots.map((slot) => slot.close()));
  }

  #pump(): void {
    while (this.#queue.length > 0) {
      const slot = this.#idle.pop() ?? this.#newSlot();
      if (slot === null) return;
      void this.#run(slot, this.#queue.shift()!);
    }
  }

  /** `null` when there are enough. */
  #newSlot(): WorkerSlot | null {
    const { workerUrl, workers, mayAddOne } = this.#parts;
    const more = this.#slots.length - workers;
    if (more > 0 || (more === 0 && !mayAddOne())) return null;
    const slot = createWorkerSlot(workerUrl);
    this.#slots.push(slot);
    return slot;
  }

  async #run(slot: WorkerSlot, job: Job): Promise<void> {
    this.#running.add(job);
    try {
      const extra = Math.floor(job.file.input.bytes.byteLength / mebibyte) * 1000;
      job.resolve(await slot.run(job.file, this.#parts.timeoutMs + extra, job.signal));
    } catch (error) {
      job.reject(error);
    } finally {
      this.#running.delete(job);
      this.#idle.push(slot);
      this.#pump();
    }
  }
}

/**
 * Formats that are only decoded: copies to a worker and back would cost more time, and the memory of the copies.
 */
const decodedTypes = /^text\/(?:plain|csv|tab-separated-values)$/;
/** Formats whose text is the file itself, and that are parsed in linear time. */
const cheapTypes = /^text\/markdown$|^application\/(?:json|x-ndjson|toml)$/;

function isCheap({ path, bytes }: LoaderInput, mediaType = mediaTypeOf(path, bytes) ?? "text/plain"): boolean {
  return decodedTypes.test(mediaType) || (bytes.byteLength <= maxInlineBytes && cheapTypes.test(mediaType));
}

/** Whether a file's format only has to be decoded. */
export function isDecoded({ path, bytes }: LoaderInput, mediaType = mediaTypeOf(path, bytes) ?? "text/plain"): boolean {
  return decodedTypes.test(mediaType);
}

function poolClosed(): RagstoneError {
  return new RagstoneError("pool-closed", "The loader pool is closed; a file was still to be loaded.", {
    hint: "Close the pool after the last file.",
  });
}
