import type { Reranker } from "@ragstone/core";
import { describe, expect, it } from "vitest";
import { candidate } from "../../test/candidates.js";
import { rerank } from "./rerank.js";

const ranked = ["a", "b", "c", "d"].map((id, at) => ({ candidate: candidate(id), score: 0.9 - at * 0.2 }));

/** Reranked by fixed scores: ids with scores, and what the reranker was given. */
async function reranked(scores: readonly number[], maxCandidates = 10, entries = ranked) {
  const calls: unknown[] = [];
  const { signal } = new AbortController();
  const reranker = {
    name: "fixed",
    maxCandidates,
    rerank(...given: unknown[]) {
      calls.push(given);
      return Promise.resolve(scores);
    },
  } as unknown as Reranker;
  const result = await rerank({ reranker, query: "q", mode: "hybrid", ranked: entries, signal });
  return { ids: result.map((entry) => [entry.candidate.id, entry.score] as const), calls, signal };
}

describe("a reranker", () => {
  it("orders candidates by its own scores, ties in their order", async () => {
    const { ids, calls, signal } = await reranked([0, 1, 0.5, 0.5]);
    expect(ids).toEqual([
      ["b", 1],
      ["c", 0.5],
      ["d", 0.5],
      ["a", 0],
    ]);
    const given = ["a", "b", "c", "d"].map((id) => ({
      id,
      text: id,
      headings: [`Heading ${id}`],
      score: expect.any(Number) as number,
    }));
    expect(calls).toEqual([["q", given, { signal }]]);
  });

  it("leaves those beyond its limit behind, with no higher scores", async () => {
    const { ids } = await reranked([0.4, 0.6], 2);
    expect(ids.map(([id]) => id)).toEqual(["b", "a", "c", "d"]);
    expect(ids.map(([, score]) => score.toFixed(3))).toEqual(["0.600", "0.400", "0.400", "0.300"]);
  });

  it("is not called without candidates", async () => {
    const { ids, calls } = await reranked([], 10, []);
    expect([ids, calls]).toEqual([[], []]);
  });

  it.each([[[0.1, 0.2, 0.3]], [[0.1, 0.2, 0.3, 1.01]], [[0.1, -0.01, 0.3, 1]], [[0.1, NaN, 0.3, 1]]])(
    "must return a score from 0 to 1 for each: %j",
    async (scores) => {
      await expect(reranked(scores)).rejects.toMatchObject({ code: "invalid-option" });
    },
  );
});
