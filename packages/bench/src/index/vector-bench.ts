import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openIndex } from "@ragstone/index";
import type { BenchReport, BenchRow } from "../measure/bench-report.js";
import { median } from "../measure/median.js";
import { clusteredVectors } from "./clustered-vectors.js";
import { makeNumberedIndex } from "./numbered-index.js";

export interface VectorBenchOptions {
  /** Vectors and dimensions of each table. @defaultValue 50,000 x 256 and 100,000 x 1,024 */
  readonly sizes?: readonly (readonly [vectors: number, dimensions: number])[];
  /** @defaultValue 30 */
  readonly queries?: number;
}

const k = 10;

/**
 * Exact search by vector, through the whole index (the passages are read too), against a plain scan of float32 arrays
 * with the same answer wanted. The note gives recall@10 against float64.
 */
export async function vectorBench({
  sizes = [
    [50_000, 256],
    [100_000, 1024],
  ],
  queries = 30,
}: VectorBenchOptions = {}): Promise<BenchReport> {
  const rows: BenchRow[] = [];
  for (const [vectors, dimensions] of sizes) rows.push(...(await measure(vectors, dimensions, queries)));
  return {
    name: "vectors",
    rival: "a plain scan of float32 arrays in memory, sorted",
    input: `clustered random vectors, ${queries} questions near them, k ${k}, least and median times`,
    rows,
  };
}

async function measure(count: number, dimensions: number, queries: number): Promise<BenchRow[]> {
  const draw = clusteredVectors(count, dimensions);
  const stored = Array.from({ length: count }, draw);
  const asked = Array.from({ length: queries }, draw);
  const dir = await mkdtemp(join(tmpdir(), "ragstone-bench-"));
  try {
    let next = 0;
    await makeNumberedIndex(dir, count, dimensions, () => stored[next++]!);
    const opened = performance.now();
    const index = await openIndex({ dir, mode: "read", graphFromBytes: Infinity });
    await index.search({ vector: asked[0]!, k });
    const firstMs = performance.now() - opened;
    const times = { ours: [] as number[], rival: [] as number[] };
    let found = 0;
    for (const query of asked) {
      let start = performance.now();
      const hits = await index.search({ vector: query, k });
      times.ours.push(performance.now() - start);
      start = performance.now();
      const truth = scan(stored, query);
      times.rival.push(performance.now() - start);
      found += hits.filter((hit) => truth.has(Number(hit.text))).length;
    }
    await index.close();
    const at = `${count.toLocaleString("en")} x ${dimensions}`;
    return [
      {
        what: `${at}: search, least`,
        unit: "ms",
        ours: Math.min(...times.ours),
        rival: Math.min(...times.rival),
        note: `recall@10 ${(found / (k * queries)).toFixed(4)}`,
      },
      { what: `${at}: search, p50`, unit: "ms", ours: median(times.ours), rival: median(times.rival) },
      { what: `${at}: open and first search`, unit: "ms", ours: firstMs, rival: null },
    ];
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}

function scan(vectors: readonly Float32Array[], query: Float32Array): Set<number> {
  const scores = vectors.map((vector, at) => {
    let sum = 0;
    for (let index = 0; index < vector.length; index += 1) sum += vector[index]! * query[index]!;
    return { at, sum };
  });
  return new Set(
    scores
      .sort((one, other) => other.sum - one.sum)
      .slice(0, k)
      .map(({ at }) => at),
  );
}
