import type { IndexReader } from "@ragstone/core";
import { describe, expect, it } from "vitest";
import { candidate } from "../../test/candidates.js";
import { diversify } from "./diversify.js";

const vectors = new Map([
  ["a", Float32Array.of(1, 0)],
  ["copy", Float32Array.of(1, 0)],
  ["half", Float32Array.of(0.8, 0.6)],
  ["other", Float32Array.of(0, 1)],
]);
const pool = [
  { candidate: candidate("a"), score: 1 },
  { candidate: candidate("copy"), score: 0.9 },
  { candidate: candidate("half"), score: 0.8 },
  { candidate: candidate("other"), score: 0.6 },
];

async function chosen(k: number, diversity: number, known: ReadonlyMap<string, Float32Array> = vectors) {
  const requested: string[] = [];
  const index = {
    vectors: (ids: readonly string[]) => {
      requested.push(...ids);
      return Promise.resolve(known);
    },
  };
  const ranked = await diversify(index as unknown as IndexReader, pool, k, diversity);
  expect(requested).toEqual(["a", "copy", "half", "other"]);
  return ranked.map((entry) => entry.candidate.id);
}

describe("hits unlike each other", () => {
  it.each([
    [0, ["a", "copy", "half", "other"]],
    // After a: copy 0.45 - 0.5, half 0.4 - 0.4, other 0.3 - 0; then copy -0.05, half 0.4 - 0.4.
    [0.5, ["a", "other", "half", "copy"]],
    // After a: copy 0.675 - 0.25, half 0.6 - 0.2, other 0.45; then half 0.6 - 0.2, copy 0.675 - 0.25.
    [0.25, ["a", "other", "copy", "half"]],
    [1, ["a", "other", "half", "copy"]],
  ])("with diversity %d are chosen by relevance against likeness to those before", async (diversity, ids) => {
    expect(await chosen(4, diversity)).toEqual(ids);
  });

  it("are as many as wanted, or all", async () => {
    expect(await chosen(2, 0.5)).toEqual(["a", "other"]);
    expect(await chosen(0, 0.5)).toEqual([]);
    expect(await chosen(9, 0.5)).toHaveLength(4);
  });

  it("are compared by nothing where there is no vector", async () => {
    expect(await chosen(4, 0.5, new Map())).toEqual(["a", "copy", "half", "other"]);
    const without = new Map([...vectors].filter(([id]) => id !== "copy"));
    expect(await chosen(2, 0.5, without)).toEqual(["a", "copy"]);
    // No better than one that is compared and found unlike.
    const apart = new Map([...vectors, ["copy", Float32Array.of(0, 1)] as const].filter(([id]) => id !== "half"));
    expect(await chosen(2, 0.5, apart)).toEqual(["a", "copy"]);
  });

  it("need an index that gives its vectors", async () => {
    await expect(diversify({} as IndexReader, pool, 2, 0.5)).rejects.toMatchObject({ code: "vectors-unavailable" });
  });
});
