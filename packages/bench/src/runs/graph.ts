// The graph of vectors compared with bare `hnswlib-node`, in a separate process. Arguments: VECTORS DIMENSIONS QUERIES.
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openIndex } from "@ragstone/index";
import { clusteredVectors } from "../index/clustered-vectors.js";
import { makeNumberedIndex } from "../index/numbered-index.js";

interface Hnsw {
  initIndex(maxElements: number, m: number, efConstruction: number, seed: number): void;
  addPoint(point: number[], label: number): void;
  setEf(ef: number): void;
  searchKnn(
    point: number[],
    k: number,
  ): { readonly neighbors: readonly number[]; readonly distances: readonly number[] };
}

const [, , vectorsGiven, dimensionsGiven, queriesGiven] = process.argv as [string, string, string, string, string];
const [count, dimensions, queries] = [Number(vectorsGiven), Number(dimensionsGiven), Number(queriesGiven)];
const k = 10;
const dir = await mkdtemp(join(tmpdir(), "ragstone-bench-graph-"));
const draw = clusteredVectors(count, dimensions);
const stored = Array.from({ length: count }, draw);
const asked = Array.from({ length: queries }, draw);
let next = 0;
await makeNumberedIndex(dir, count, dimensions, () => stored[next++]!);

// Nothing else runs at the same time, so that building is not slowed down; the timer measures how long this thread is
// blocked.
const raw = new (hnswlib().HierarchicalNSW)("ip", dimensions);
const rawBuildMs = await timed(() => {
  raw.initIndex(count, 16, 200, 100);
  for (const [label, vector] of stored.entries()) raw.addPoint(Array.from(vector), label);
});
let index = await openIndex({ dir, mode: "write", graphFromBytes: 1 });
const gaps = watchGaps();
const buildMs = await timed(() => index.finish());
const quietGapMs = gaps.stop();
await index.close();

// Builds once more while queries run.
await rm(join(dir, "graph.json"));
index = await openIndex({ dir, mode: "write", graphFromBytes: 1 });
await ask(index, 0);
const busyGaps = watchGaps();
const duringMs: number[] = [];
const building = { ended: false };
const built = index.finish().finally(() => {
  building.ended = true;
});
for (let at = 0; !building.ended; at += 1) {
  duringMs.push(await timed(() => ask(index, at)));
  await new Promise((resolve) => setTimeout(resolve, 20));
}
await built;
const busyGapMs = busyGaps.stop();

const { ef } = JSON.parse(await readFile(join(dir, "graph.json"), "utf8")) as { readonly ef: number };
raw.setEf(ef);
const stage = await vectorStage();
const truths = asked.map(nearest);
const times = { raw: [] as number[], stage: [] as number[], whole: [] as number[] };
const found = { raw: 0, whole: 0 };
for (let round = 0; round < 5; round += 1) {
  for (const [at, query] of asked.entries()) {
    let start = performance.now();
    const { neighbors } = raw.searchKnn(Array.from(query), k);
    times.raw.push(performance.now() - start);
    start = performance.now();
    stage.nearest(query);
    times.stage.push(performance.now() - start);
    start = performance.now();
    const hits = await index.search({ vector: query, k });
    times.whole.push(performance.now() - start);
    if (round > 0) continue;
    for (const label of neighbors) if (truths[at]!.has(label)) found.raw += 1;
    for (const { text } of hits) if (truths[at]!.has(Number(text))) found.whole += 1;
  }
}
const { search } = await index.status();
await stage.close();
await index.close();
await rm(dir, { recursive: true });
const wanted = k * queries;
process.stdout.write(
  `${JSON.stringify({
    ef,
    kind: search.kind,
    measured: search.recall,
    rawBuildMs,
    buildMs,
    quietGapMs,
    busyGapMs,
    duringMs,
    times,
    recall: { raw: found.raw / wanted, whole: found.whole / wanted },
  })}\n`,
);

function hnswlib(): { readonly HierarchicalNSW: new (space: "ip", dimensions: number) => Hnsw } {
  const resolved = createRequire(import.meta.resolve("@ragstone/index"))("hnswlib-node") as {
    readonly default?: object;
  };
  return (resolved.default ?? resolved) as ReturnType<typeof hnswlib>;
}

async function timed(work: () => unknown): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

async function ask(from: typeof index, at: number): Promise<void> {
  await from.search({ vector: asked[at % asked.length]!, k });
}

function watchGaps(): { stop(): number } {
  let last = performance.now();
  let longest = 0;
  const timer = setInterval(() => {
    const at = performance.now();
    longest = Math.max(longest, at - last);
    last = at;
  }, 1);
  return {
    stop() {
      clearInterval(timer);
      return longest;
    },
  };
}

function nearest(query: Float32Array): Set<number> {
  const scores = stored.map((vector, at) => ({
    at,
    score: vector.reduce((sum, value, position) => sum + value * query[position]!, 0),
  }));
  return new Set(
    scores
      .sort((one, other) => other.score - one.score)
      .slice(0, k)
      .map(({ at }) => at),
  );
}

/**
 * The part of a search that gives ordinals and scores, without reading passages: it has no export, so its built files
 * are taken.
 */
async function vectorStage(): Promise<{ nearest(query: Float32Array): unknown; close(): Promise<void> }> {
  const part = async (name: string) =>
    (await import(new URL(name, import.meta.resolve("@ragstone/index")).href)) as Parts;
  const [{ openDatabase }, { indexFiles }, { Meta }, { VectorSide }, { ChunkTable }] = await Promise.all([
    part("store/open-database.js"),
    part("store/files.js"),
    part("store/meta.js"),
    part("hnsw/vector-side.js"),
    part("store/chunk-table.js"),
  ]);
  const { database } = openDatabase(indexFiles(dir), "read");
  const meta = new Meta(database);
  const table = new ChunkTable();
  const side = new VectorSide({ database, meta, dir, dimensions, graphFromBytes: 1 });
  const nearest = (query: Float32Array) =>
    database.read(() => {
      table.refresh(database, meta.get("generation"));
      return side.nearest(table, { query, k }, { compare: (one, other) => one - other });
    });
  // The second question has the graph loaded.
  nearest(asked[0]!);
  nearest(asked[0]!);
  while (!side.loaded) await new Promise((resolve) => setTimeout(resolve, 20));
  return {
    nearest,
    async close() {
      await side.close();
      database.close();
    },
  };
}

interface OpenDatabase {
  read<T>(work: () => T): T;
  close(): void;
}

interface Parts {
  readonly openDatabase: (files: object, mode: "read") => { readonly database: OpenDatabase };
  readonly indexFiles: (dir: string) => object;
  readonly Meta: new (database: OpenDatabase) => { get(counter: "generation"): number };
  readonly VectorSide: new (parts: object) => {
    nearest(table: object, query: object, corpus: { compare(one: number, other: number): number }): unknown;
    readonly loaded: boolean;
    close(): Promise<void>;
  };
  readonly ChunkTable: new () => { refresh(database: OpenDatabase, generation: number): void };
}
