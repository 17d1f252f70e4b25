import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { IndexFingerprint, IndexReader, IndexWriter, RagstoneEvent } from "@ragstone/core";
import { sampleDocument, sampleFingerprint, sampleVector, sampleVectors } from "@ragstone/testkit";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openIndex } from "../local/open-index.js";
import { openConnection } from "../store/driver.js";
import { createGraph } from "./binding.js";
import { Graph } from "./graph.js";
import { readFacts, type GraphFacts } from "./graph-file.js";

const dimensions = 32;
const fingerprint: IndexFingerprint = { ...sampleFingerprint, embedder: { ...sampleFingerprint.embedder, dimensions } };
// Needs the optional binding, and the built worker: Node 20 runs no TypeScript in workers.
const possible =
  createGraph(dimensions) !== null && existsSync(new URL("../../dist/hnsw/graph-worker.js", import.meta.url));

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "ragstone-graph-"));
});
afterEach(() => {
  rmSync(dir, { recursive: true, force: true });
});

const write = (onEvent?: (event: RagstoneEvent) => void) =>
  openIndex({ dir, mode: "write", create: fingerprint, graphFromBytes: 1, onEvent });

const read = (onEvent?: (event: RagstoneEvent) => void) => openIndex({ dir, mode: "read", graphFromBytes: 1, onEvent });

async function put(index: IndexWriter, document: number, round: number): Promise<void> {
  const entry = sampleDocument(
    `${document}.md`,
    Array.from({ length: 100 }, (_, line) => `line ${line} of ${document} in round ${round}`).join("\n"),
  );
  await index.putVectors(sampleVectors(entry, dimensions));
  await index.replaceDocument(entry);
}

async function identity(): Promise<string> {
  const connection = openConnection(join(dir, "index.sqlite"), { readOnly: true });
  const { value } = connection.prepare("SELECT value FROM meta WHERE key = 'identity'").get() as { value: string };
  connection.close();
  return value;
}

/** Share of the ten nearest that a search finds, by an exact search of the same index. */
async function recall(index: IndexReader): Promise<number> {
  const exact = await openIndex({ dir, mode: "read", graphFromBytes: Infinity });
  let found = 0;
  try {
    for (let query = 0; query < 40; query += 1) {
      const vector = sampleVector(`question ${query}`, dimensions);
      const truth = new Set((await exact.search({ vector, k: 10 })).map((hit) => hit.id));
      for (const hit of await index.search({ vector, k: 10 })) if (truth.has(hit.id)) found += 1;
    }
  } finally {
    await exact.close();
  }
  return found / 400;
}

describe.skipIf(!possible)("the graph of vectors", () => {
  it("has no part in a search with a filter, which finds the same without it", async () => {
    const index = await write();
    for (let document = 0; document < 6; document += 1) await put(index, document, 0);
    await index.finish();
    await recall(index);
    expect((await index.status()).search.kind).toBe("hnsw");
    const exact = await openIndex({ dir, mode: "read", graphFromBytes: Infinity });
    try {
      for (let query = 0; query < 20; query += 1) {
        const vector = sampleVector(`question ${query}`, dimensions);
        for (const filter of [{ pathPrefix: "3.md" }, { pathPrefix: ["0.md", "1.md", "2.md", "4.md"] }])
          expect(await index.search({ vector, k: 10, filter })).toEqual(await exact.search({ vector, k: 10, filter }));
      }
    } finally {
      await exact.close();
      await index.close();
    }
  });

  it("is built when a run ends, says its measured recall, and stays right through edits and removals", async () => {
    const index = await write();
    try {
      for (let document = 0; document < 20; document += 1) await put(index, document, 0);
      expect((await index.status()).search).toEqual({ kind: "exact", recall: 1 });
      await index.finish();
      const { search } = await index.status();
      expect(search.kind).toBe("hnsw");
      expect(search.recall).toBeGreaterThanOrEqual(0.99);
      expect(await recall(index)).toBeGreaterThanOrEqual(0.99);
      let unmerged = 0;
      for (let round = 1; round <= 10; round += 1) {
        // Half of the documents go, others come in their place.
        for (let document = 0; document < 20; document += 2) await index.removeDocument(`${document}.md`);
        for (let document = 0; document < 20; document += 2) await put(index, document, round);
        // Before the run ends changes are scanned exactly, after it the graph includes them.
        if (round === 3) unmerged = await recall(index);
        await index.finish();
      }
      expect(unmerged).toBeGreaterThanOrEqual(0.99);
      expect(await recall(index)).toBeGreaterThanOrEqual(0.99);
      expect((await index.status()).search.recall).toBeGreaterThanOrEqual(0.99);
      expect(readdirSync(dir).filter((name) => name.startsWith("graph"))).toHaveLength(2);
    } finally {
      await index.close();
    }
  });

  it("is loaded by another process's reader, and never gives fewer than there are", async () => {
    const index = await write();
    for (let document = 0; document < 5; document += 1) await put(index, document, 0);
    await index.finish();
    for (let document = 1; document < 5; document += 1) await index.removeDocument(`${document}.md`);
    await index.close();
    const graph = new Graph({ dir, identity: await identity(), dimensions }, undefined);
    await graph.load();
    expect(graph.facts?.elements).toBe(500);
    expect(graph.search(sampleVector("x", dimensions), 7)).toHaveLength(7);
    await graph.close();
    const reader = await read();
    for (let query = 0; query < 20; query += 1)
      expect(await reader.search({ vector: sampleVector(`${query}`, dimensions), k: 100 })).toHaveLength(100);
    await reader.close();
  });

  it.each<[string, (facts: GraphFacts) => void]>([
    [
      "truncated",
      (facts) => writeFileSync(join(dir, facts.file), readFileSync(join(dir, facts.file)).subarray(0, 5000)),
    ],
    [
      "changed",
      (facts) =>
        writeFileSync(join(dir, facts.file), Buffer.from(readFileSync(join(dir, facts.file))).fill(7, 3000, 3010)),
    ],
    ["gone", (facts) => rmSync(join(dir, facts.file))],
    [
      "of another index",
      (facts) => writeFileSync(join(dir, "graph.json"), JSON.stringify({ ...facts, identity: "other" })),
    ],
    ["described by garbage", () => writeFileSync(join(dir, "graph.json"), "{")],
  ])("is not used when it is %s, and built again by the next run", async (_, spoil) => {
    const index = await write();
    for (let document = 0; document < 3; document += 1) await put(index, document, 0);
    await index.finish();
    await index.close();
    spoil(readFacts(dir)!);
    const notices: string[] = [];
    const graph = new Graph({ dir, identity: await identity(), dimensions }, (event) => notices.push(event.type));
    await graph.load();
    expect(graph.facts).toBeNull();
    await graph.build();
    await graph.load();
    expect(graph.facts?.elements).toBe(300);
    await graph.close();
    const reader = await read();
    expect(await recall(reader)).toBeGreaterThanOrEqual(0.99);
    await reader.close();
  });
});
