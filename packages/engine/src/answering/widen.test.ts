import type { Block, Hit, IndexReader, StoredChunk } from "@ragstone/core";
import { describe, expect, it } from "vitest";
import { widen } from "./widen.js";

interface Doc {
  readonly text: string;
  /** Ends of the chunks. */
  readonly ends: readonly number[];
  readonly blocks?: readonly Block[];
}

/** An index of documents in chunks named `path:position`, and a function for hits. */
function library(docs: Readonly<Record<string, Doc>>) {
  const chunksOf = (path: string): StoredChunk[] =>
    docs[path]!.ends.map((end, at) => {
      const start = docs[path]!.ends[at - 1] ?? 0;
      const text = docs[path]!.text.slice(start, end);
      return {
        id: `${path}:${at}`,
        origin: "file",
        path,
        start,
        end,
        text,
        tokens: 1,
        context: "",
        headings: [],
        pages: [],
      };
    });
  let reads = 0;
  const index = {
    text: ({ path }: { readonly path: string }) => {
      reads += 1;
      const { text, blocks = [] } = docs[path]!;
      const pages = [
        { page: 1, start: 0, end: text.length / 2 },
        { page: 2, start: text.length / 2, end: text.length },
      ];
      return Promise.resolve({ text, blocks, pages });
    },
    chunks: ({ path }: { readonly path: string }) => Promise.resolve(chunksOf(path)),
  } as unknown as IndexReader;
  const hit = (path: string, at: number, rank: number): Hit => ({
    ...chunksOf(path)[at]!,
    rank,
    score: 1 / rank,
    scores: { text: 1, vector: null },
  });
  return { index, hit, reads: () => reads };
}

const letters = (length: number): string =>
  Array.from({ length }, (_, at) => String.fromCharCode(97 + (at % 26))).join("");
const ten = { text: letters(100), ends: [10, 20, 30, 40, 50, 60, 70, 80, 90, 100] };
const rangesOf = (hits: readonly Hit[]) => hits.map(({ path, start, end, rank }) => [path, start, end, rank]);

describe("hits with their neighbours", () => {
  it("reach from the chunk before to the chunk after, at the ends from the chunk itself", async () => {
    const { index, hit, reads } = library({ a: ten });
    const wide = await widen(index, [hit("a", 4, 1), hit("a", 0, 2), hit("a", 9, 3)], 3, "neighbours");
    expect(rangesOf(wide)).toEqual([
      ["a", 30, 60, 1],
      ["a", 0, 20, 2],
      ["a", 80, 100, 3],
    ]);
    for (const { text, start, end } of wide) expect(text).toBe(ten.text.slice(start, end));
    expect(wide.map(({ pages }) => pages)).toEqual([[1, 2], [1], [2]]);
    expect(reads()).toBe(1);
  });

  it("that overlap become one, as the best of them, and ones that only touch stay two", async () => {
    const { index, hit } = library({ a: ten, b: ten });
    const overlapping = await widen(index, [hit("b", 4, 1), hit("a", 2, 2), hit("a", 4, 3)], 9, "neighbours");
    expect(rangesOf(overlapping)).toEqual([
      ["b", 30, 60, 1],
      ["a", 10, 60, 2],
    ]);
    expect(overlapping[1]?.id).toBe("a:2");
    const touching = await widen(index, [hit("a", 1, 1), hit("a", 4, 2)], 9, "neighbours");
    expect(rangesOf(touching)).toEqual([
      ["a", 0, 30, 1],
      ["a", 30, 60, 2],
    ]);
  });

  it("that connect two earlier ones join all three, at the best rank", async () => {
    const { index, hit } = library({ a: ten });
    const wide = await widen(index, [hit("a", 5, 1), hit("a", 1, 2), hit("a", 3, 3)], 9, "neighbours");
    expect(rangesOf(wide)).toEqual([["a", 0, 70, 1]]);
    expect(wide[0]?.id).toBe("a:5");
  });

  it("are as many as wanted", async () => {
    const { index, hit } = library({ a: ten });
    const wide = await widen(index, [hit("a", 0, 1), hit("a", 4, 2), hit("a", 8, 3)], 2, "neighbours");
    expect(wide).toHaveLength(2);
  });

  it("stay as they are where the document has changed or lost the chunk", async () => {
    const { index, hit } = library({ a: ten });
    const changed = { ...hit("a", 4, 1), text: "else" };
    const lost = { ...hit("a", 6, 2), id: "gone" };
    expect(await widen(index, [changed, lost], 9, "neighbours")).toEqual([changed, lost]);
  });
});

describe("hits with their section", () => {
  const heading = (start: number, level?: number): Block => ({ kind: "heading", start, end: start + 1, level });

  it("reach from the innermost heading before to the next of its level or above", async () => {
    const blocks = [heading(10, 1), heading(30, 2), heading(50, 2), heading(70, 1)];
    const { index, hit } = library({ a: { ...ten, blocks } });
    const rangeOf = async (at: number) => rangesOf(await widen(index, [hit("a", at, 1)], 1, "section"))[0];
    expect(await rangeOf(3)).toEqual(["a", 30, 50, 1]);
    expect(await rangeOf(6)).toEqual(["a", 50, 70, 1]);
    expect(await rangeOf(2)).toEqual(["a", 10, 70, 1]);
    expect(await rangeOf(9)).toEqual(["a", 70, 100, 1]);
    expect(await rangeOf(0)).toEqual(["a", 0, 100, 1]);
  });

  it("treat a heading without a level as one of the first", async () => {
    const { index, hit } = library({ a: { ...ten, blocks: [heading(10, 1), heading(30), heading(50, 2)] } });
    expect(rangesOf(await widen(index, [hit("a", 1, 1)], 1, "section"))).toEqual([["a", 10, 30, 1]]);
    expect(rangesOf(await widen(index, [hit("a", 3, 1)], 1, "section"))).toEqual([["a", 30, 100, 1]]);
  });

  it("of more than 16,000 characters are the chunks around that fit", async () => {
    const ends = Array.from({ length: 40 }, (_, at) => (at + 1) * 1000);
    const { index, hit } = library({
      a: { text: letters(40_000), ends, blocks: [heading(2000, 1), heading(38_000, 1)] },
    });
    const rangeOf = async (at: number) => rangesOf(await widen(index, [hit("a", at, 1)], 1, "section"))[0];
    expect(await rangeOf(20)).toEqual(["a", 13_000, 29_000, 1]);
    expect(await rangeOf(2)).toEqual(["a", 2000, 18_000, 1]);
    expect(await rangeOf(37)).toEqual(["a", 22_000, 38_000, 1]);
    // The text after the last chunk is blank, and belongs to a section that fits.
    const exact = library({ a: { text: letters(16_000), ends: [8000, 15_990], blocks: [heading(0, 1)] } });
    expect(rangesOf(await widen(exact.index, [exact.hit("a", 0, 1)], 1, "section"))).toEqual([["a", 0, 16_000, 1]]);
  });
});
