import { describe, expect, it } from "vitest";
import { minilmReranker } from "../minilm/minilm-reranker.js";

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

  it("leaves the search's order to an empty query", async () => {
    const reranker = await minilmReranker({ modelsDir: null });
    expect(await reranker.rerank("  ", candidates)).toEqual([0.4, 0.4, 0.4]);
    await reranker.close?.();
  });
});
