import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { IndexQuery, IndexWriter } from "@ragstone/core";
import { sampleDocument, sampleFingerprint, sampleVector, sampleVectors } from "@ragstone/testkit";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createGraph } from "../hnsw/binding.js";
import { openIndex } from "../local/open-index.js";

let dir: string;
let index: IndexWriter;
beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), "ragstone-searcher-"));
  index = await openIndex({ dir, mode: "write", create: sampleFingerprint });
  const texts = ["pumps are built here", "how it is and what it was", "a valve opens", "what the weather was", "sand"];
  for (const [at, text] of texts.entries()) {
    const entry = sampleDocument(`${at}.md`, text);
    await index.putVectors(sampleVectors(entry));
    await index.replaceDocument(entry);
  }
});
afterEach(async () => {
  await index.close();
  rmSync(dir, { recursive: true, force: true });
});

async function ranked(text: string, k: number): Promise<string[]> {
  const hits = [...(await index.search({ text, k }))].sort((one, other) => other.scores.text - one.scores.text);
  expect(hits.every(({ scores }) => scores.text > 0)).toBe(true);
  return hits.map((hit) => hit.text);
}

describe("a search by text alone", () => {
  it("ranks matches of a question's topic first, and fills the list with matches of its other words", async () => {
    expect(await ranked("what is a valve?", 5)).toEqual([
      "a valve opens",
      "how it is and what it was",
      "what the weather was",
    ]);
    expect(await ranked("what is a valve?", 2)).toEqual(["a valve opens", "how it is and what it was"]);
  });

  it("gives nothing where the words that a question is about find nothing", async () => {
    expect(await ranked("what is a zebra?", 5)).toEqual([]);
  });

  it("does not fill the list of a search by both sides, which vectors fill", async () => {
    const hits = await index.search({ text: "what is a valve?", vector: sampleVector("sand"), k: 5 });
    expect(hits.filter(({ scores }) => scores.text > 0).map((hit) => hit.text)).toEqual(["a valve opens"]);
  });
});

describe("equal scores", () => {
  const put = async (path: string): Promise<void> => {
    const entry = sampleDocument(path, "the same gasket\nthe same gasket");
    await index.putVectors(sampleVectors(entry));
    await index.replaceDocument(entry);
  };
  const placesOf = async (query: Omit<IndexQuery, "k">): Promise<string[]> => {
    const hits = await index.search({ ...query, k: 3 });
    return hits.map(({ path, start }) => `${path} ${start}`).sort();
  };
  const queries: Omit<IndexQuery, "k">[] = [{ text: "gasket" }, { vector: sampleVector("the same gasket") }];

  it.each(queries)("are in the order of paths, in a filter too: %o", async (query) => {
    for (const path of ["same/b.md", "same/c.md", "same/a.md"]) await put(path);
    for (const filter of [undefined, { pathPrefix: "same" }])
      expect(await placesOf({ ...query, filter })).toEqual(["same/a.md 0", "same/a.md 16", "same/b.md 0"]);
  });
});

describe("a query", () => {
  it.each([0, -1, 1.5, Number.NaN, Infinity])("for %d results is refused", async (k) => {
    await expect(index.search({ text: "valve", k })).rejects.toMatchObject({ code: "invalid-option" });
  });

  it.each([new Float32Array(7), new Float32Array(9), new Float32Array(8).fill(Number.NaN)])(
    "by a vector of the wrong kind is refused: %o",
    async (vector) => {
      await expect(index.search({ vector, k: 1 })).rejects.toMatchObject({ code: "invalid-option" });
    },
  );

  it("for one result finds one", async () => {
    expect(await ranked("valve", 1)).toEqual(["a valve opens"]);
  });
});

describe("the method of a search", () => {
  // Needs the optional binding, and the built worker: Node 20 runs no TypeScript in workers.
  const hasGraphs = createGraph(8) !== null && existsSync(new URL("../../dist/hnsw/graph-worker.js", import.meta.url));

  it("is exact, and by a graph from the size given on", { skip: !hasGraphs }, async () => {
    await index.finish();
    expect((await index.status()).search).toEqual({ kind: "exact", recall: 1 });
    await index.close();
    index = await openIndex({ dir, mode: "write", graphFromBytes: 1 });
    await index.finish();
    expect((await index.status()).search.kind).toBe("hnsw");
  });
});

describe("a quotation", () => {
  it("finds the passages that contain it, however many contain its words apart", async () => {
    const lines = Array.from({ length: 3000 }, (_, line) =>
      line === 2500 ? "the red valve door opens" : `door ${line} and the valve that is red`,
    );
    const entry = sampleDocument("many.md", lines.join("\n"));
    await index.putVectors(sampleVectors(entry));
    await index.replaceDocument(entry);
    expect(await ranked('"red valve door"', 5)).toEqual(["the red valve door opens"]);
    expect(await ranked('where is the "red valve door"', 1)).toEqual(["the red valve door opens"]);
  });

  it("is found alone though a near chunk without it scores higher by the other words", async () => {
    const lines = Array.from({ length: 20 }, (_, line) => `red ${line}\n${line} door`);
    const entry = sampleDocument("doors.md", `rare rare\nthe red door\n${lines.join("\n")}`);
    await index.putVectors(sampleVectors(entry));
    await index.replaceDocument(entry);
    const hits = await index.search({ text: 'rare "red door"', vector: sampleVector("rare rare"), k: 1 });
    expect(hits.map((hit) => hit.text)).toEqual(["the red door"]);
  });
});
