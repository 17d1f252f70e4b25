import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { createRequire } from "node:module";
import type * as WorkerThreads from "node:worker_threads";
import type { Worker } from "node:worker_threads";
import type { OnEvent } from "@ragstone/core";
import { createGraph } from "./_binding.js";
import type { GraphFacts } from "./_graph-file.js";
import type { GraphReply, GraphRequest, GraphWorkerData } from "./_graph-messages.js";

/** Replies by the id of their request. */
type Waiting = Map<number, (reply: GraphReply) => void>;

type Asked = { readonly kind: "load" } | { readonly kind: "build" } | { readonly kind: "search"; readonly query: Float32Array; readonly k: number };

/**
 * A graph of the vectors, in a worker thread of its own. Loading and building it hold up nothing, and whatever goes wrong
 * with it leaves search exact.
 */
export class Graph {
  readonly #data: GraphWorkerData;
  readonly #onEvent: OnEvent | undefined;
  readonly #waiting: Waiting = new Map();
  #worker: Worker | null = null;
  #facts: GraphFacts | null = null;
  #loading: Promise<void> | null = null;
  #next = 0;

  constructor(data: GraphWorkerData, onEvent: OnEvent | undefined) {
    this.#data = data;
    this.#onEvent = onEvent;
  }

  /** Of the graph that answers; `null` while none does. */
  get facts(): GraphFacts | null {
    return this.#facts;
  }

  /** Loads the stored graph, once; without one that fits the index there is none. Searches are exact until it is there. */
  load(): Promise<void> {
    return (this.#loading ??= this.#ready({ kind: "load" }));
  }

  /** Builds the graph of what is stored, or brings the standing one to it. */
  async build(): Promise<void> {
    await this.#ready({ kind: "build" });
  }

  /** Nearest slots, nearest first; `null` when there is no graph to ask. */
  async search(query: Float32Array, k: number): Promise<{ readonly slots: readonly number[]; readonly generation: number } | null> {
    const facts = this.#facts;
    if (facts === null) return null;
    const reply = await this.#ask({ kind: "search", query, k });
    return reply.kind === "found" ? { slots: reply.slots, generation: facts.generation } : null;
  }

  async close(): Promise<void> {
    const worker = this.#worker;
    this.#worker = null;
    this.#facts = null;
    await worker?.terminate();
  }

  async #ready(request: Asked): Promise<void> {
    const reply = await this.#ask(request);
    if (reply.kind === "ready") this.#facts = reply.facts;
    if (reply.kind === "failed") this.#notice("graph-failed", `The graph of vectors cannot be used (${reply.detail}); search stays exact.`);
  }

  #ask(request: Asked): Promise<GraphReply> {
    const id = this.#next++;
    const worker = this.#started();
    if (worker === null) return Promise.resolve({ id, kind: "failed", detail: "hnswlib-node is not there" });
    return new Promise((resolve) => {
      this.#waiting.set(id, resolve);
      // While a reply is awaited the process stays alive; a loaded graph alone does not keep it.
      worker.ref();
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
      worker.postMessage({ id, ...request } satisfies GraphRequest);
    });
  }

  #started(): Worker | null {
    if (this.#worker !== null) return this.#worker;
    const file = workerFile();
    if (file === null || createGraph(this.#data.dimensions) === null) return null;
    // Without the flags of the process: it runs built code alone.
    // Threads are loaded when one is started: most indexes never need one, and a question should start at once.
    const { Worker: Thread } = createRequire(import.meta.url)("node:worker_threads") as typeof WorkerThreads;
    const worker = new Thread(file, { workerData: this.#data, execArgv: [] });
    worker.on("message", (reply: GraphReply) => {
      this.#waiting.get(reply.id)?.(reply);
      this.#waiting.delete(reply.id);
      if (this.#waiting.size === 0) worker.unref();
    });
    const end = (detail: string) => {
      this.#facts = null;
      if (this.#worker === worker) this.#worker = null;
      for (const [id, resolve] of this.#waiting) resolve({ id, kind: "failed", detail });
      this.#waiting.clear();
    };
    worker.on("error", (error: unknown) => end(String(error)));
    worker.on("exit", (code) => end(`its thread ended with ${code}`));
    this.#worker = worker;
    return worker;
  }

  #notice(code: string, message: string): void {
    this.#onEvent?.({ type: "notice-raised", code, message });
  }
}

/** The built worker: Node 20 runs no TypeScript in workers, so a run from source takes the built file where there is one. */
function workerFile(): string | null {
  const beside = fileURLToPath(new URL("./_graph-worker.js", import.meta.url));
  if (existsSync(beside)) return beside;
  const built = fileURLToPath(new URL("../../dist/hnsw/_graph-worker.js", import.meta.url));
  return existsSync(built) ? built : null;
}
