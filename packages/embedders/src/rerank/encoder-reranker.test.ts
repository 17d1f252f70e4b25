import type { Embedder, RagstoneEvent } from "@ragstone/core";
import { describe, expect, it } from "vitest";
import { minilmReranker } from "../minilm/minilm-reranker.js";
import { encoderReranker } from "./encoder-reranker.js";

const candidates = [
  { text: "Lunch is served at noon. The menu changes every week and lists what is vegetarian.", score: 0.4 },
  { text: "Notes.\n\nEach signing key is replaced after ninety days. Ask the platform team.", score: 0.4 },
  { text: "word ".repeat(600), score: 0.4 },
].map((entry, at) => ({ ...entry, id: String(at), headings: ["Handbook"] }));

describe("an encoder as a reranker", () => {
  it("prefers the passage that means the same in other words, and scores every candidate from 0 to 1", async () => {
    const reranker = await minilmReranker({ modelsDir: null });
    const scores = await reranker.rerank("How often do we change cryptographic credentials?", candidates);
    expect(scores).toHaveLength(3);
    expect(Math.max(...scores)).toBe(scores[1]);
    expect(scores.filter((score) => !(score >= 0 && score <= 1))).toEqual([]);
    expect(await reranker.rerank("How often do we change cryptographic credentials?", candidates)).toEqual(scores);
    await reranker.close?.();
  });

  it("scores a passage the same whatever it was read together with before", async () => {
    const [first, second] = [await minilmReranker({ modelsDir: null }), await minilmReranker({ modelsDir: null })];
    const hidden = [1, 30].map((count) => ({
      ...candidates[0]!,
      text: `Secret. ${"zebra ledger keys rotate ".repeat(count)}`,
    }));
    await first.rerank("keys", [candidates[1]!, hidden[0]!]);
    await second.rerank("keys", [candidates[1]!, hidden[1]!]);
    const question = "How often are keys rotated?";
    expect(await first.rerank(question, [candidates[1]!])).toEqual(await second.rerank(question, [candidates[1]!]));
    await Promise.all([first.close?.(), second.close?.()]);
  });

  it("compares a query above the window by its question, and says so", async () => {
    const events: RagstoneEvent[] = [];
    const reranker = await minilmReranker({ modelsDir: null, onEvent: (event) => void events.push(event) });
    const question = "How often do we change cryptographic credentials?";
    const long = `${question} ${"river mountain forest ".repeat(200)}`;
    expect(await reranker.rerank(long, candidates)).toEqual(await reranker.rerank(question, candidates));
    expect(events).toMatchObject([
      { code: "query-shortened", message: expect.stringContaining("512 tokens of the reranker minilm") },
    ]);
    const { length } = events;
    expect(await reranker.rerank("a-b".repeat(600), candidates)).toEqual([0.4, 0.4, 0.4]);
    expect(events.slice(length)).toMatchObject([
      { message: expect.stringContaining("the order of the search is kept") },
    ]);
    await reranker.close?.();
  });

  it("leaves the search's score to passages that the model fails on, and tries them again", async () => {
    const events: RagstoneEvent[] = [];
    let isFailing = true;
    const vector = Float32Array.of(1, 0);
    const embedder = {
      windowTokens: 512,
      tokenizer: { count: () => 1, specialTokens: 2 },
      embed: (texts: readonly string[], { kind }: { readonly kind: string }) =>
        Promise.resolve({ vectors: texts.map(() => (kind === "passage" && isFailing ? null : vector)), failures: [] }),
    } as unknown as Embedder;
    const onEvent = (event: RagstoneEvent) => void events.push(event);
    const reranker = encoderReranker(embedder, { name: "mine", onEvent });
    expect(await reranker.rerank("keys", candidates)).toEqual([0.4, 0.4, 0.4]);
    expect(events).toMatchObject([{ message: expect.stringContaining("could not read 3 of 3 passages") }]);
    isFailing = false;
    expect(await reranker.rerank("keys", candidates)).toEqual([0.7, 0.7, 0.7]);
  });

  it("leaves the search's order to an empty query", async () => {
    const reranker = await minilmReranker({ modelsDir: null });
    expect(await reranker.rerank("  ", candidates)).toEqual([0.4, 0.4, 0.4]);
    await reranker.close?.();
  });
});
