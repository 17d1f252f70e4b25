import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { IndexProvider, IndexWriter } from "@ragstone/core";
import { createWorkspace } from "@ragstone/databricks";
import { vectorSearchIndex } from "@ragstone/databricks/vector-search";
import { localIndex } from "@ragstone/index/local";
import { startStandin, type Standin } from "@ragstone/standin";
import { sampleDocument, sampleFingerprint, sampleVector, sampleVectors } from "@ragstone/testkit";
import type { BenchReport } from "../measure/bench-report.js";
import { median } from "../measure/median.js";

export interface VectorSearchBenchOptions {
  /** @defaultValue 20000 */
  readonly chunks?: number;
  /** @defaultValue 256 */
  readonly dimensions?: number;
  /** Requests per second that the stand-in admits. @defaultValue 5 */
  readonly perSecond?: number;
}

const perDocument = 50;
const writers = 4;
const queries = 40;

/**
 * Writes an index in Vector Search on the stand-in, with 5 % faults, rows that fail alone and throttling, reads every
 * document back, and searches it. The rival is the index in a directory with the same documents.
 */
export async function benchVectorSearch({
  chunks = 20_000,
  dimensions = 256,
  perSecond = 5,
}: VectorSearchBenchOptions = {}): Promise<BenchReport> {
  const standin = await startStandin({ quirks: { provisioningMs: 0 } });
  const dir = await mkdtemp(join(tmpdir(), "ragstone-bench-vs-"));
  try {
    await post(standin, "endpoints", { name: "ep", endpoint_type: "STANDARD" });
    const workspace = createWorkspace({ host: standin.host, token: standin.token, env: {} });
    const remote = vectorSearchIndex({ url: "databricks-vs://bench.docs.passages", workspace });
    const local = localIndex({ dir: join(dir, "index") });
    const documents = chunks / perDocument;
    const own = await loaded(local, documents, dimensions);
    standin.setLimits({ "vector-search": { qps: perSecond } });
    standin.setFaults(["random@5%:vector-search", { name: "partial", share: 0.05, value: 7, on: "vector-search" }]);
    const service = await loaded(remote, documents, dimensions);
    const { requests } = standin;
    const refused = requests.filter(({ status }) => status === 429).length;
    const hit = requests.filter(({ faults }) => faults.length > 0).length;
    const note = `${requests.length} requests at ${perSecond} a second at most, ${hit} with faults, ${refused} refused`;
    standin.setFaults([]);
    standin.setLimits("off");
    const lost = await lostOf(remote, documents);
    const rows = [
      { what: "written and committed", unit: "chunks/s", ours: service.perSecond, rival: own.perSecond, note },
      { what: "chunks lost", unit: "count", ours: lost, rival: null },
      { what: "rows that are not wanted, duplicates among them", unit: "count", ours: await strayRows(standin, chunks, documents), rival: null }, // prettier-ignore
      { what: "hybrid search, p50", unit: "ms", ours: await searchMs(remote, dimensions), rival: await searchMs(local, dimensions), note: "without faults and limits" }, // prettier-ignore
    ] as const;
    const input = `${chunks} chunks in ${documents} documents, ${dimensions} dimensions, 5 % faults`;
    return { name: "vector-search", rival: "the index in a directory, without faults", input, rows };
  } finally {
    await standin.close();
    await rm(dir, { recursive: true, force: true });
  }
}

function textOf(document: number): string {
  return Array.from({ length: perDocument }, (_, line) => `passage ${line} of document ${document}`).join("\n");
}

async function loaded(provider: IndexProvider, documents: number, dimensions: number) {
  const embedder = { ...sampleFingerprint.embedder, dimensions };
  const index: IndexWriter = await provider.write({ create: { ...sampleFingerprint, embedder } });
  const startedMs = performance.now();
  let next = 0;
  const write = async (): Promise<void> => {
    for (let at = next++; at < documents; at = next++) {
      const entry = sampleDocument(`${at}.txt`, textOf(at));
      await index.putVectors(sampleVectors(entry, dimensions));
      await index.replaceDocument(entry);
    }
  };
  await Promise.all(Array.from({ length: provider.describe().dir === null ? writers : 1 }, write));
  await index.finish();
  await index.close();
  return { perSecond: (documents * perDocument * 1000) / (performance.now() - startedMs) };
}

/** Chunks that do not come back as they were written. */
async function lostOf(provider: IndexProvider, documents: number): Promise<number> {
  const reader = await provider.read();
  let lost = 0;
  for (let document = 0; document < documents; document += 1) {
    const [text, chunks] = await Promise.all([reader.text(`${document}.txt`), reader.chunks(`${document}.txt`)]);
    const written = textOf(document);
    const same = written.split("\n").filter((line, at) => chunks[at]?.text === line);
    lost += text?.text === written ? perDocument - same.length : perDocument;
  }
  await reader.close();
  return lost;
}

/** Rows of the index beyond one for each chunk and one for each document's text. */
async function strayRows({ host, token }: Standin, chunks: number, documents: number): Promise<number> {
  const response = await fetch(`${host}/api/2.0/vector-search/indexes/bench.docs.passages`, {
    headers: { authorization: `Bearer ${token}` },
  });
  const { status } = (await response.json()) as { readonly status: { readonly indexed_row_count: number } };
  return status.indexed_row_count - chunks - documents;
}

async function searchMs(provider: IndexProvider, dimensions: number): Promise<number> {
  const reader = await provider.read();
  const times: number[] = [];
  for (let query = 0; query < queries; query += 1) {
    const text = `passage ${query} of document ${query * 7}`;
    const startedMs = performance.now();
    await reader.search({ text, vector: sampleVector(text, dimensions), k: 100 });
    times.push(performance.now() - startedMs);
  }
  await reader.close();
  return median(times);
}

async function post({ host, token }: Standin, path: string, body: object): Promise<void> {
  await fetch(`${host}/api/2.0/vector-search/${path}`, {
    method: "POST",
    headers: { authorization: `Bearer ${token}` },
    body: JSON.stringify(body),
  });
}
