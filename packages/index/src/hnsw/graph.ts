import { join } from "node:path";
import type { OnEvent } from "@ragstone/core";
import { runThread, type RunningThread } from "../threads/run-thread.js";
import { createGraph, type HnswGraph } from "./binding.js";
import type { GraphFacts } from "./graph-file.js";
import type { GraphOutcome, GraphTask } from "./graph-task.js";
import { plainArray } from "./plain-array.js";

export interface GraphHit {
  readonly slot: number;
  /** Scalar product with the query. */
  readonly score: number;
}

interface Loaded {
  readonly graph: HnswGraph;
  readonly facts: GraphFacts;
}

/**
 * A graph of the vectors. Building it and checking that its file is intact run in a separate thread, reading the file
 * on a libuv thread: nothing is blocked, and the previous graph continues to answer. Searching is a call in this
 * thread, since passing a question to another one takes as long as answering it. Any failure leaves search exact.
 */
export class Graph {
  readonly #of: Omit<GraphTask, "kind">;
  readonly #onEvent: OnEvent | undefined;
  #loaded: Loaded | null = null;
  #loading: Promise<void> | null = null;
  #task: RunningThread<GraphOutcome> | null = null;
  #closed = false;

  constructor(of: Omit<GraphTask, "kind">, onEvent: OnEvent | undefined) {
    this.#of = of;
    this.#onEvent = onEvent;
  }

  /** Of the graph that answers; `null` while none does. */
  get facts(): GraphFacts | null {
    return this.#loaded?.facts ?? null;
  }

  /** Loads the stored graph, or the one that took its place; without one that fits the index there is none. */
  load(): Promise<void> {
    return (this.#loading ??= this.#load().finally(() => {
      this.#loading = null;
    }));
  }

  /**
   * Builds the graph of the stored vectors, or updates the stored one to them. Only {@link load} changes the graph that
   * answers.
   */
  async build(): Promise<void> {
    await this.#run("build");
  }

  /** The nearest slots; fewer than `k` where the graph has fewer. */
  search(query: Float32Array, k: number): GraphHit[] {
    if (this.#loaded === null) return [];
    const { graph, facts } = this.#loaded;
    graph.setEf(Math.max(facts.ef, k));
    const { neighbors, distances } = graph.searchKnn(plainArray(query), Math.min(k, facts.elements));
    return neighbors.map((slot, at) => ({ slot, score: 1 - distances[at]! }));
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#task?.stop();
    this.#release();
  }

  async #load(): Promise<void> {
    const facts = await this.#run("verify");
    const graph = facts === null || this.#closed ? null : createGraph(this.#of.dimensions);
    if (facts === null || graph === null) return;
    try {
      await graph.readIndex(join(this.#of.dir, facts.file), false);
    } catch (error) {
      // Another process has replaced it in the meantime.
      this.#notice(String(error));
      return;
    }
    this.#release();
    if (!this.#closed) this.#loaded = { graph, facts };
  }

  async #run(kind: GraphTask["kind"]): Promise<GraphFacts | null> {
    await this.#task?.outcome.catch(() => null);
    if (this.#closed) return null;
    const task =
      createGraph(this.#of.dimensions) === null
        ? null
        : runThread<GraphOutcome>("graph", { kind, ...this.#of } satisfies GraphTask);
    if (task === null) {
      this.#notice("hnswlib-node is not there");
      return null;
    }
    this.#task = task;
    try {
      return await task.outcome;
    } catch (error) {
      if (!this.#closed) this.#notice(String(error));
      return null;
    } finally {
      this.#task = null;
    }
  }

  /** Gives back the memory of the graph that answered: the collector of JavaScript does not know how large it is. */
  #release(): void {
    this.#loaded?.graph.initIndex(1, 2, 2, 100, false);
    this.#loaded = null;
  }

  #notice(detail: string): void {
    this.#onEvent?.({
      type: "notice-raised",
      code: "graph-failed",
      message: `The graph of vectors cannot be used (${detail}); search stays exact.`,
    });
  }
}
