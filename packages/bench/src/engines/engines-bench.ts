import { join } from "node:path";
import { staticEmbedder } from "@ragstone/embedders";
import { evalRetrieval } from "@ragstone/evals";
import { readProse, type Article } from "../corpus/prose.js";
import type { BenchReport, BenchRow } from "../measure/bench-report.js";
import { median } from "../measure/median.js";
import type { BenchEngine } from "./bench-engine.js";
import { engineData, type EngineData } from "./engine-data.js";
import { loadEngine } from "./load-engine.js";
import { localEngine } from "./local-engine.js";
import { openSearchEngine } from "./opensearch-engine.js";
import { postgresEngine } from "./postgres-engine.js";
import { measureExactness, timeClients, type OpenEngine } from "./search-engines.js";
import { shareRuns } from "./share-run.js";

export interface EnginesBenchOptions {
  readonly dataDir: string;
  /** @defaultValue 100,000 */
  readonly chunks?: number;
  /** @defaultValue 500 */
  readonly queries?: number;
  /** Files that one and four processes index. @defaultValue 600 */
  readonly files?: number;
  /** Called with the rows of each part when it has been measured: the whole takes a quarter of an hour. */
  readonly onRows?: (rows: readonly BenchRow[]) => void;
}

/** Every engine that can be had here, against the local index in the same run. */
export async function enginesBench({
  dataDir,
  chunks = 100_000,
  queries = 500,
  files = 600,
  onRows = () => {},
}: EnginesBenchOptions): Promise<BenchReport> {
  const articles = await readProse(dataDir);
  const data = await engineData(staticEmbedder(), articles, { chunks, queries });
  const engines: BenchEngine[] = [await localEngine()];
  const servers = [await postgresEngine(), await openSearchEngine()];
  engines.push(...servers.filter((engine) => engine !== null));
  try {
    const rows: BenchRow[] = [];
    const parts = [
      () => loadRows(engines, data),
      () => searchRows(engines, data),
      () => sharedRows(engines, articles, files),
      () => qualityRows(engines, dataDir),
    ];
    for (const part of parts) {
      const measured = await part();
      onRows(measured);
      rows.push(...measured);
    }
    return {
      name: "engines",
      rival: "the local index in the same run, in turns",
      input: `${chunks.toLocaleString("en")} passages of about 100 words, 256 dimensions, ${data.asked.length} questions, k 100 a side`,
      rows,
    };
  } finally {
    for (const engine of engines) await engine.stop();
  }
}

/** One process that indexes a folder, and four that share it. */
async function sharedRows(
  engines: readonly BenchEngine[],
  articles: readonly Article[],
  files: number,
): Promise<BenchRow[]> {
  const rows: BenchRow[] = [];
  for (const engine of engines.filter(({ sharesWork }) => sharesWork)) {
    const { one, four } = await shareRuns(engine, articles, { files, bytes: files * 15_000 });
    const [alone, shared] = [one, four].map((runs) => median(runs.map(({ wallMs }) => wallMs)));
    const cpu = median(four.map(({ processorMs }) => processorMs));
    rows.push({
      what: `${engine.name}: four processes index ${files} files`,
      unit: "ms",
      ours: shared!,
      rival: alone!,
      note: `rival: one process; ${(cpu / 1000).toFixed(1)} s of processor time in the four, ${four[0]!.indexed} documents`,
    });
  }
  return rows;
}

async function loadRows(engines: readonly BenchEngine[], data: EngineData): Promise<BenchRow[]> {
  const rows: BenchRow[] = [];
  const count = data.texts.length;
  let base: { rate: number; bytes: number } | null = null;
  for (const engine of engines) {
    const { writeMs, finishMs, bytes } = await loadEngine(engine, staticEmbedder(), data);
    const rate = count / (writeMs / 1000);
    const note = `then ${(finishMs / 1000).toFixed(1)} s to finish`;
    const what = (name: string) => `${engine.name}: ${name}`;
    rows.push(
      { what: what("load by one writer"), unit: "chunks/s", ours: rate, rival: base?.rate ?? null, note },
      { what: what("on disk, of 1000 chunks"), unit: "MB", ours: bytes / 1e3 / count, rival: base?.bytes ?? null },
    );
    base ??= { rate, bytes: bytes / 1e3 / count };
  }
  return rows;
}

async function searchRows(engines: readonly BenchEngine[], data: EngineData): Promise<BenchRow[]> {
  const open: OpenEngine[] = [];
  for (const engine of engines) open.push({ engine, reader: await engine.provider("search").read() });
  const rows: BenchRow[] = [];
  for (const clients of [1, 8, 32]) {
    const runs = await timeClients(open, data, clients);
    const base = runs[0]!;
    for (const [at, { engine }] of open.entries()) {
      const { times, perSecond } = runs[at]!;
      for (const [name, share] of [
        ["p50", 0.5],
        ["p99", 0.99],
      ] as const)
        // prettier-ignore
        rows.push({
          what: `${engine.name}: hybrid, ${clients} clients, ${name}`,
          unit: "ms",
          ours: median(times, share),
          rival: at === 0 ? null : median(base.times, share),
          note: `${perSecond.toFixed(0)} searches/s`,
        });
    }
  }
  for (const one of open) {
    const { recall, filteredRecall, filled } = await measureExactness(one, data);
    const { kind } = (await one.reader.status()).search;
    const what = (name: string) => `${one.engine.name}: ${name}`;
    rows.push(
      { what: what("recall@10"), unit: "share", ours: recall, rival: null, note: kind },
      { what: what("recall@10, filter of 2 %"), unit: "share", ours: filteredRecall, rival: null },
      { what: what("k of k at a filter of 2 %"), unit: "share", ours: filled, rival: null, note: "k 10, 100, 1000" },
      { what: what("server memory"), unit: "MB", ours: one.engine.serverBytes() / 1e6, rival: null },
    );
  }
  for (const { reader } of open) await reader.close();
  return rows;
}

/** nDCG@10 of each engine as `search` ranks, and of its text search alone. */
async function qualityRows(engines: readonly BenchEngine[], dataDir: string): Promise<BenchRow[]> {
  const rows: BenchRow[] = [];
  const dirs = ["cranfield", "cisi"].map((name) => join(dataDir, "ir", name));
  const base = new Map<string, number>();
  for (const engine of engines) {
    const provider = (index: string) => engine.provider(index);
    for (const { collection, documents, mode, ndcg10 } of await evalRetrieval(dirs, { provider, write: () => {} })) {
      if (mode === "vector") continue;
      const name = `nDCG@10 ${collection} ${documents}, ${mode}`;
      rows.push({ what: `${engine.name}: ${name}`, unit: "share", ours: ndcg10, rival: base.get(name) ?? null });
      if (!base.has(name)) base.set(name, ndcg10);
    }
  }
  return rows;
}
