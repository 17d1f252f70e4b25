import { setMaxListeners } from "node:events";
import { planBatches, type IndexWriter, type Embedder, type OnEvent, type RagstoneError } from "@ragstone/core";
import pLimit from "p-limit";
import type { StageClock } from "./stage-clock.js";

/** The outcome for a text: its vector is stored, the model has no vector for it, or it failed. */
export type EmbedOutcome = "stored" | "no-vector" | RagstoneError;

interface Waiting {
  readonly key: string;
  readonly text: string;
  readonly settle: (outcome: EmbedOutcome) => void;
  readonly reject: (error: unknown) => void;
}

/** Bytes of text in a request, well below the 4 MB that hosted models accept with JSON around it. */
const maxBatchBytes = 2_000_000;

/**
 * Default number of texts in flight: the work that a crash may lose. 32 full requests of a hosted model, enough for 150
 * per second at 200 ms.
 */
const maxTextsInFlight = 4800;

/**
 * Collects texts from many documents in full batches, embeds them with bounded concurrency, and stores each batch's
 * vectors as soon as they arrive, so that a crash costs at most the batches in flight.
 */
export class EmbedQueue {
  readonly #index: IndexWriter;
  readonly #embedder: Embedder;
  readonly #signal: AbortSignal | undefined;
  readonly #onEvent: OnEvent | undefined;
  readonly #clock: StageClock;
  readonly #limit;
  readonly #known = new Map<string, Promise<EmbedOutcome>>();
  #waiting: Waiting[] = [];
  #stopped: { readonly error: unknown } | null = null;
  texts = 0;
  tokens = 0;

  constructor(options: {
    index: IndexWriter;
    embedder: Embedder;
    concurrency?: number | undefined;
    clock: StageClock;
    signal?: AbortSignal | undefined;
    onEvent?: OnEvent | undefined;
  }) {
    this.#index = options.index;
    this.#embedder = options.embedder;
    this.#signal = options.signal;
    this.#onEvent = options.onEvent;
    this.#clock = options.clock;
    const {
      embedder,
      concurrency = Math.max(1, Math.min(embedder.concurrency, Math.floor(maxTextsInFlight / embedder.maxBatch))),
    } = options;
    this.#limit = pLimit(concurrency);
    // Every request in flight listens; Node warns of a leak above ten listeners.
    if (options.signal !== undefined) setMaxListeners(0, options.signal);
  }

  /** Resolves when the text's vector is stored or has failed permanently; rejects when the run cannot continue. */
  add(key: string, text: string): Promise<EmbedOutcome> {
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const outcome = new Promise<EmbedOutcome>((settle, reject) => {
      this.#waiting.push({ key, text, settle, reject });
    });
    this.#known.set(key, outcome);
    const forget = () => this.#known.delete(key);
    outcome.then(forget, forget);
    if (this.#waiting.length >= this.#embedder.maxBatch) this.flush();
    return outcome;
  }

  /** Sends the waiting texts, even a partial batch. */
  flush(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    const bytes = waiting.map(({ text }) => Buffer.byteLength(text));
    for (const { start, end } of planBatches(bytes, { maxItems: this.#embedder.maxBatch, maxBytes: maxBatchBytes })) {
      const batch = waiting.slice(start, end);
      // Caught within the limit, so that the next batch does not start before this one has stopped the queue.
      void this.#limit(() => this.#embed(batch).catch((error: unknown) => this.#fail(batch, error)));
    }
  }

  /** No further vectors are possible: the waiting texts fail alike, without another request. */
  #fail(batch: readonly Waiting[], error: unknown): void {
    this.#stopped ??= { error };
    for (const { reject } of batch) reject(error);
  }

  async #embed(batch: readonly Waiting[]): Promise<void> {
    if (this.#stopped !== null) throw this.#stopped.error;
    this.#signal?.throwIfAborted();
    const started = performance.now();
    const texts = batch.map(({ text }) => text);
    const { vectors, failures, tokens } = await this.#clock.run("embed", () =>
      this.#embedder.embed(texts, { kind: "passage", signal: this.#signal }),
    );
    const elapsedMs = performance.now() - started;
    const stored = new Map<string, Float32Array>();
    for (const [position, vector] of vectors.entries()) if (vector !== null) stored.set(batch[position]!.key, vector);
    await this.#clock.run("write", () => this.#index.putVectors(stored));
    this.texts += batch.length - failures.length;
    this.tokens += tokens;
    this.#onEvent?.({ type: "batch-embedded", texts: batch.length, tokens, elapsedMs });
    const failed = new Map(failures.map(({ index, error }) => [index, error]));
    for (const [position, { settle }] of batch.entries()) {
      settle(failed.get(position) ?? (vectors[position] === null ? "no-vector" : "stored"));
    }
  }
}
