import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { DocumentIndex, DocumentToIndex } from "@ragstone/core";
import { openIndex } from "@ragstone/index";
import { random } from "../corpus/random.js";
import type { BenchReport, BenchRow } from "../bench-report.js";
import { median } from "../median.js";

export interface VectorBenchOptions {
  /** Vectors and dimensions of each table. @defaultValue 50,000 x 256 and 100,000 x 1,024 */
  readonly sizes?: readonly (readonly [vectors: number, dimensions: number])[];
  /** @defaultValue 30 */
  readonly queries?: number;
}

const k = 10;
const chunksPerDocument = 100;

/**
 * Exact search by vector, through the whole index (the passages are read too), against a plain scan of float32 arrays with
 * the same answer wanted. The note gives recall@10 against float64.
 */
export async function vectorBench({ sizes = [[50_000, 256], [100_000, 1024]], queries = 30 }: VectorBenchOptions = {}): Promise<BenchReport> {
  const rows: BenchRow[] = [];
  for (const [vectors, dimensions] of sizes) rows.push(...(await measure(vectors, dimensions, queries)));
  return { name: "vectors", rival: "a plain scan of float32 arrays in memory, sorted", input: `clustered random vectors, ${queries} questions near them, k ${k}, least and median times`, rows };
}

async function measure(count: number, dimensions: number, queries: number): Promise<BenchRow[]> {
  const next = random(count + dimensions);
  const centres = Array.from({ length: Math.ceil(count / 200) }, () => near(null, dimensions, next));
  const draw = () => near(centres[Math.floor(next() * centres.length)]!, dimensions, next);
  const stored = Array.from({ length: count }, draw);
  const asked = Array.from({ length: queries }, draw);
  const dir = await mkdtemp(join(tmpdir(), "ragstone-bench-"));
  try {
    await build(dir, stored, dimensions);
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
      { what: `${at}: search, least`, unit: "ms", ours: Math.min(...times.ours), rival: Math.min(...times.rival), note: `recall@10 ${(found / (k * queries)).toFixed(4)}` },
      { what: `${at}: search, p50`, unit: "ms", ours: median(times.ours), rival: median(times.rival) },
      { what: `${at}: open and first search`, unit: "ms", ours: firstMs, rival: null },
    ];
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}

async function build(dir: string, vectors: readonly Float32Array[], dimensions: number): Promise<void> {
  const embedder = { model: "bench", revision: "1", dimensions, normalised: true, queryInstruction: null, tokenizer: "none" };
  const index = await openIndex({ dir, mode: "write", create: { embedder, chunker: "numbers" }, graphFromBytes: Infinity });
  for (let from = 0; from < vectors.length; from += chunksPerDocument) await put(index, from, vectors.slice(from, from + chunksPerDocument));
  await index.finish();
  await index.close();
}

async function put(index: DocumentIndex, from: number, vectors: readonly Float32Array[]): Promise<void> {
  let text = "";
  const chunks: DocumentToIndex["chunks"][number][] = [];
  for (const at of vectors.keys()) {
    const number = String(from + at);
    chunks.push({ start: text.length, end: text.length + number.length, text: number, tokens: 1, context: "", headings: [], pages: [], vectorKey: number });
    text += `${number}\n`;
  }
  await index.putVectors(new Map(vectors.map((vector, at) => [String(from + at), vector])));
  const document = { path: `${from}.txt`, text, mediaType: "text/plain", sha256: "", bytes: text.length, modifiedMs: null, title: null, blocks: [], pages: [], hiddenCharacters: 0, metadata: {}, warnings: [] };
  await index.replaceDocument({ document, origin: "put", language: null, chunks });
}

function scan(vectors: readonly Float32Array[], query: Float32Array): Set<number> {
  const scores = vectors.map((vector, at) => {
    let sum = 0;
    for (let index = 0; index < vector.length; index += 1) sum += vector[index]! * query[index]!;
    return { at, sum };
  });
  return new Set(scores.sort((one, other) => other.sum - one.sum).slice(0, k).map(({ at }) => at));
}

function near(centre: Float32Array | null, dimensions: number, next: () => number): Float32Array {
  const spread = centre === null ? 1 : 1.5 / Math.sqrt(dimensions);
  const vector = Float32Array.from({ length: dimensions }, (_, at) => (centre?.[at] ?? 0) + spread * (next() + next() + next() + next() - 2));
  const norm = Math.hypot(...vector);
  return vector.map((value) => value / norm);
}
