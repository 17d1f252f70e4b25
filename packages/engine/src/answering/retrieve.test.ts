import type { Candidate, Embedder, IndexQuery, IndexReader, Reranker } from "@ragstone/core";
import { describe, expect, it } from "vitest";
import { candidate } from "../../test/candidates.js";
import { retrieve, type RetrieveOptions } from "./retrieve.js";

const vector = Float32Array.of(1, 0);

/** An index of the candidates, best first, that records its queries. */
function indexOf(candidates: readonly Candidate[]) {
  const queries: IndexQuery[] = [];
  const search = (query: IndexQuery) => {
    queries.push(query);
    return Promise.resolve(candidates.slice(0, query.k));
  };
  const vectors = (ids: readonly string[]) => Promise.resolve(new Map(ids.map((id) => [id, vector])));
  return { queries, index: { search, vectors } as unknown as IndexReader };
}

const embedder = (result: object = { vectors: [vector], failures: [], tokens: 1 }) =>
  Promise.resolve({ embed: () => Promise.resolve(result) } as unknown as Embedder);

/** `count` candidates with falling scores, several from each document. */
const many = (count: number, perDocument = 1): Candidate[] =>
  Array.from({ length: count }, (_, at) =>
    candidate(String(at).padStart(5, "0"), count - at, null, `${Math.floor(at / perDocument)}.md`),
  );

async function idsOf(candidates: readonly Candidate[], options: Partial<RetrieveOptions> = {}) {
  const { index, queries } = indexOf(candidates);
  const hits = await retrieve({ index, embedder, query: "valves", k: 3, mode: "text", ...options });
  return { hits, ids: hits.map(({ id }) => Number(id)), queries };
}

describe("retrieval", () => {
  it("returns the best hits, ranked from 1, with rounded scores", async () => {
    const { hits } = await idsOf(many(7));
    expect(hits.map(({ rank, path }) => [rank, path])).toEqual([
      [1, "0.md"],
      [2, "1.md"],
      [3, "2.md"],
    ]);
    for (const { score } of hits) expect(score).toBe(Number(score.toFixed(6)));
    const { origin, path, start, end, text, headings, pages, scores, id } = candidate("00000", 7, null, "0.md");
    const shown = { id, origin, path, start, end, text, headings, pages, scores };
    expect(hits[0]).toEqual({ ...shown, rank: 1, score: hits[0]?.score });
  });

  it("leaves out what does not match at all", async () => {
    expect((await idsOf([candidate("1", 4), candidate("2", 0)])).ids).toEqual([1]);
  });

  it.each([
    ["text", { text: "valves", vector: null }],
    ["vector", { text: undefined, vector }],
    ["hybrid", { text: "valves", vector }],
  ] as const)("asks in mode %s for the sides of it", async (mode, query) => {
    const filter = { path: "notes" };
    const { signal } = new AbortController();
    const { queries } = await idsOf(many(3), { mode, filter, signal });
    expect(queries).toEqual([{ ...query, k: 100, filter, signal }]);
  });

  it("asks for five candidates for every hit, and at least 100", async () => {
    const asked = async (k: number) => (await idsOf([], { k })).queries[0]?.k;
    expect(await Promise.all([asked(1), asked(20), asked(21)])).toEqual([100, 100, 105]);
  });

  it("rethrows a failure to embed the query, and searches by words where it has no vector", async () => {
    const failing = () => embedder({ vectors: [null], failures: [{ index: 0, error: new Error("offline") }] });
    await expect(idsOf(many(3), { mode: "hybrid", embedder: failing })).rejects.toThrow("offline");
    const blank = () => embedder({ vectors: [null], failures: [] });
    expect((await idsOf(many(3), { mode: "hybrid", embedder: blank })).queries[0]).toMatchObject({ vector: null });
  });

  it("orders all candidates by a reranker before it cuts", async () => {
    const reranker = {
      name: "last-first",
      maxCandidates: 50,
      rerank: (_: string, given: readonly unknown[]) => Promise.resolve(given.map((_each, at) => at / given.length)),
    } as unknown as Reranker;
    expect((await idsOf(many(20), { reranker })).ids).toEqual([19, 18, 17]);
  });

  it("keeps passages with the query's identifier first, whatever the reranker prefers", async () => {
    const { index } = indexOf([candidate("kw-12 part", 5), candidate("kw-21 part", 4), candidate("part", 3)]);
    const reranker = {
      name: "last-first",
      maxCandidates: 50,
      rerank: (_: string, given: readonly unknown[]) => Promise.resolve(given.map((_each, at) => at / given.length)),
    } as unknown as Reranker;
    const hits = await retrieve({ index, embedder, reranker, query: "kw-12", k: 3, mode: "text" });
    expect(hits.map(({ id }) => id)).toEqual(["kw-12 part", "part", "kw-21 part"]);
  });

  it("keeps the passage with the whole query first and lists of links behind, whatever the reranker prefers", async () => {
    const query = "keys are rotated every ninety days";
    const links = "- [Every ninety days](b.md)\n- [Keys are rotated](a.md)\n- [Keys](c.md)\n- [Days](d.md)";
    const texts = [`Our ${query}.`, "Keys and days: rotated every year.", links];
    const { index } = indexOf(texts.map((text, at) => candidate(text, 9 - at)));
    const reranker: Reranker = {
      name: "last-first",
      maxCandidates: 50,
      rerank: (_, given) => Promise.resolve(given.map(({ text }) => texts.indexOf(text) / texts.length)),
    };
    const hits = await retrieve({ index, embedder, reranker, query, k: 3, mode: "text", explain: true });
    expect(hits.map(({ text }) => text)).toEqual(texts);
    expect(hits.map(({ explanation }) => explanation)).toMatchObject([
      { verbatim: true, demoted: false, reranked: { name: "last-first", score: 0 } },
      { verbatim: false, demoted: false, reranked: { name: "last-first", score: 1 / 3 } },
      { verbatim: false, demoted: true, reranked: { name: "last-first", score: 2 / 3 } },
    ]);
  });

  it("names the documents that repeat a hit and are none, without folding them", async () => {
    const text = "Signing keys are rotated every month by the platform team, as the handbook of operations requires.";
    const passages = ["a.md", "b.md", "c.md"].map((path, at) => ({ ...candidate(path, 9 - at, null, path), text }));
    const { index } = indexOf(passages);
    const hits = await retrieve({ index, embedder, query: "keys", k: 2, mode: "text", nameCopies: true });
    expect(hits.map(({ path, copies }) => [path, copies])).toEqual([
      ["a.md", ["c.md"]],
      ["b.md", []],
    ]);
  });

  it("weighs words and vectors as the embedder says", async () => {
    const { index } = indexOf([candidate("words", 10, 0.45), candidate("meaning", 5, 0.9)]);
    const first = async (vectorWeight: number | undefined) => {
      const weighing = async () => ({ ...(await embedder()), vectorWeight }) as Embedder;
      const hits = await retrieve({ index, embedder: weighing, query: "valves", k: 3, mode: "hybrid" });
      return hits[0]?.id;
    };
    expect(await Promise.all([0.4, 0.6].map(first))).toEqual(["words", "meaning"]);
  });

  it("looks at 50 candidates at least, and five for every hit, for diversity", async () => {
    const pools: number[] = [];
    const { index } = indexOf(many(200));
    const counting = {
      ...index,
      vectors: (ids: readonly string[]) => {
        pools.push(ids.length);
        return index.vectors!(ids);
      },
    };
    for (const k of [3, 10, 12])
      await retrieve({ index: counting, embedder, query: "valves", k, mode: "text", diversity: 0.1 });
    expect(pools).toEqual([50, 50, 60]);
  });
});

describe("one hit of each document", () => {
  it("needs no second search where enough documents are found", async () => {
    const { ids, queries } = await idsOf(many(300, 50), { k: 2, onePerDocument: true });
    expect(ids).toEqual([0, 50]);
    expect(queries).toHaveLength(1);
  });

  it("searches deeper, four times each, until there are enough", async () => {
    const { ids, queries } = await idsOf(many(2000, 400), { k: 3, onePerDocument: true });
    expect(ids).toEqual([0, 400, 800]);
    expect(queries.map(({ k }) => k)).toEqual([100, 400, 1600]);
  });

  it("ends where nothing more is found", async () => {
    const { ids, queries } = await idsOf(many(150, 100), { k: 3, onePerDocument: true });
    expect(ids).toEqual([0, 100]);
    expect(queries.map(({ k }) => k)).toEqual([100, 400, 1600]);
  });
});
