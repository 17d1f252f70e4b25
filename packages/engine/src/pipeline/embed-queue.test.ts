import { RagstoneError, type Embedder, type EmbedOptions, type IndexWriter, type RagstoneEvent } from "@ragstone/core";
import { describe, expect, it } from "vitest";
import { EmbedQueue } from "./embed-queue.js";
import { StageClock } from "./stage-clock.js";

interface Behaviour {
  readonly maxBatch?: number;
  readonly concurrency?: number;
  readonly embedderConcurrency?: number;
  readonly signal?: AbortSignal;
  /** Awaited in each call. */
  readonly before?: (texts: readonly string[]) => Promise<void>;
}

const tooLong = new RagstoneError("text-too-long", "too long", { hint: "" });

/** A queue whose embedder fails texts that begin with `!` and has no vector for empty ones. */
function queueOf({ maxBatch = 2, concurrency, embedderConcurrency = 4, signal, before }: Behaviour = {}) {
  const calls: (readonly string[])[] = [];
  const kinds: unknown[] = [];
  const stored: string[] = [];
  const events: RagstoneEvent[] = [];
  const embedder = {
    maxBatch,
    concurrency: embedderConcurrency,
    async embed(texts: readonly string[], options: EmbedOptions) {
      calls.push(texts);
      kinds.push(options);
      await before?.(texts);
      return {
        vectors: texts.map((text) => (text === "" || text.startsWith("!") ? null : Float32Array.of(1))),
        failures: texts.flatMap((text, index) => (text.startsWith("!") ? [{ index, error: tooLong }] : [])),
        tokens: texts.length * 10,
      };
    },
  } as unknown as Embedder;
  const index = {
    putVectors: (vectors: ReadonlyMap<string, unknown>) => Promise.resolve(stored.push(...vectors.keys())),
  } as unknown as IndexWriter;
  const onEvent = (event: RagstoneEvent) => events.push(event);
  const queue = new EmbedQueue({ index, embedder, concurrency, clock: new StageClock(), signal, onEvent });
  return { queue, calls, kinds, stored, events };
}

describe("a queue of texts to embed", () => {
  it("sends full batches by itself and the rest when flushed", async () => {
    const { queue, calls, stored, kinds, events } = queueOf();
    const outcomes = ["a", "b", "c"].map((text) => queue.add(`key ${text}`, text));
    expect(await Promise.all(outcomes.slice(0, 2))).toEqual(["stored", "stored"]);
    expect(calls).toEqual([["a", "b"]]);
    queue.flush();
    expect(await outcomes[2]).toBe("stored");
    expect(calls).toEqual([["a", "b"], ["c"]]);
    expect(stored).toEqual(["key a", "key b", "key c"]);
    expect([queue.texts, queue.tokens]).toEqual([3, 30]);
    expect(kinds[0]).toEqual({ kind: "passage", signal: undefined });
    expect(events).toMatchObject([
      { type: "batch-embedded", texts: 2, tokens: 20 },
      { type: "batch-embedded", texts: 1, tokens: 10 },
    ]);
    const times = events.map((event) => (event.type === "batch-embedded" ? event.elapsedMs : Number.NaN));
    expect(times.every((elapsedMs) => elapsedMs >= 0 && elapsedMs < performance.now())).toBe(true);
  });

  it("tells the outcome of each text, and counts only those that did not fail", async () => {
    const { queue, stored } = queueOf({ maxBatch: 3 });
    const outcomes = ["!long", "", "fine"].map((text) => queue.add(`key ${text}`, text));
    expect(await Promise.all(outcomes)).toEqual([tooLong, "no-vector", "stored"]);
    expect(stored).toEqual(["key fine"]);
    expect([queue.texts, queue.tokens]).toEqual([2, 30]);
  });

  it("embeds a text once while it is under way, and again when it is added afterwards", async () => {
    const { queue, calls } = queueOf();
    const first = queue.add("key", "a");
    expect(queue.add("key", "a")).toBe(first);
    queue.flush();
    await first;
    await Promise.resolve();
    const again = queue.add("key", "a");
    queue.flush();
    expect(await again).toBe("stored");
    expect(calls).toEqual([["a"], ["a"]]);
  });

  it("splits a batch of more than two million bytes", async () => {
    const { queue, calls } = queueOf({ maxBatch: 3 });
    const texts = ["a", "b", "c"].map((letter) => letter.repeat(1_000_000));
    await Promise.all(texts.map((text) => queue.add(text.slice(0, 1), text)));
    expect(calls.map((batch) => batch.length)).toEqual([2, 1]);
    const { queue: over, calls: split } = queueOf({ maxBatch: 2 });
    await Promise.all([over.add("a", "a".repeat(1_000_000)), over.add("b", "b".repeat(1_000_001))]);
    expect(split.map((batch) => batch.length)).toEqual([1, 1]);
  });

  it("sends nothing more after a call failed, and fails the rest alike", async () => {
    const offline = new Error("offline");
    const { queue, calls } = queueOf({ concurrency: 1, before: () => Promise.reject(offline) });
    const outcomes = ["a", "b", "c", "d"].map((text) => queue.add(text, text));
    for (const outcome of await Promise.allSettled(outcomes))
      expect(outcome).toEqual({ status: "rejected", reason: offline });
    expect(calls).toEqual([["a", "b"]]);
    const later = queue.add("e", "e");
    queue.flush();
    await expect(later).rejects.toBe(offline);
    expect(calls).toHaveLength(1);
  });

  it("sends nothing after an abort", async () => {
    const { queue, calls } = queueOf({ signal: AbortSignal.abort(new Error("enough")) });
    const outcome = queue.add("a", "a");
    queue.flush();
    await expect(outcome).rejects.toThrow("enough");
    expect(calls).toEqual([]);
  });

  it.each([
    [{ concurrency: 3 }, 3],
    [{ embedderConcurrency: 5 }, 5],
    [{ embedderConcurrency: 5, maxBatch: 1600 }, 3],
    [{ embedderConcurrency: 5, maxBatch: 5000 }, 1],
  ])("has as many calls under way as %j allows", async (behaviour, most) => {
    let running = 0;
    let peak = 0;
    const { queue } = queueOf({
      ...behaviour,
      before: async () => {
        peak = Math.max(peak, (running += 1));
        for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
        running -= 1;
      },
    });
    const outcomes = Array.from({ length: 8 }, (_, call) => {
      const outcome = queue.add(String(call), String(call));
      queue.flush();
      return outcome;
    });
    await Promise.all(outcomes);
    expect(peak).toBe(most);
  });
});
