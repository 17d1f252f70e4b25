import { fileURLToPath } from "node:url";
import { runChild } from "./measure/run-child.js";
import type { BenchReport, BenchRow } from "./measure/bench-report.js";
import { median } from "./measure/median.js";

const ownRun = fileURLToPath(new URL("runs/search.js", import.meta.url));
const langchain = fileURLToPath(new URL("runs/langchain-search.js", import.meta.url));

interface SearchRun {
  readonly buildMs: number;
  readonly firstMs: number;
  readonly times: readonly number[];
  readonly kind?: string;
}

/** Hybrid search (BM25 and vectors, fused, from disk) against LangChain's hybrid search in memory, at three sizes. */
export async function searchBench({
  dataDir,
  sizes = [1000, 10_000, 100_000],
  queries = 200,
}: {
  readonly dataDir: string;
  readonly sizes?: readonly number[];
  readonly queries?: number;
}): Promise<BenchReport> {
  const rows: BenchRow[] = [];
  for (const size of sizes) {
    // The rival takes tenths of a second per query at the largest size: fewer queries suffice.
    const rival = await runChild(langchain, [dataDir, String(size), String(Math.min(queries, 20))], {
      heapMegabytes: 4096,
    });
    const own = await runChild(ownRun, [dataDir, String(size), String(queries)], { heapMegabytes: 4096 });
    const [theirRun, ourRun] = [JSON.parse(rival.stdout) as SearchRun, JSON.parse(own.stdout) as SearchRun];
    rows.push(
      ...rowsOf(
        { size, queries },
        { ...ourRun, peakBytes: own.peakBytes },
        { ...theirRun, peakBytes: rival.peakBytes },
      ),
    );
  }
  return {
    name: "search",
    rival:
      "LangChain's EnsembleRetriever of MemoryVectorStore with the same vectors and a BM25Retriever " +
      "after that of @langchain/community",
    input: `passages of about 100 words, 256 dimensions, ${queries} questions, k 10`,
    rows,
  };
}

function rowsOf(
  { size, queries }: { readonly size: number; readonly queries: number },
  ours: SearchRun & { readonly peakBytes: number },
  rival: SearchRun & { readonly peakBytes: number },
): BenchRow[] {
  const at = `${size.toLocaleString("en")} chunks`;
  return [
    {
      what: `${at}: search, p50`,
      unit: "ms",
      ours: median(ours.times),
      rival: median(rival.times),
      note: `ours ${ours.kind}, from disk`,
    },
    {
      what: `${at}: search, p99`,
      unit: "ms",
      ours: median(ours.times, 0.99),
      rival: median(rival.times, 0.99),
      note: `${queries} questions, rival ${Math.min(queries, 20)}`,
    },
    {
      what: `${at}: first search after opening`,
      unit: "ms",
      ours: ours.firstMs,
      rival: rival.buildMs + rival.firstMs,
      note: "LangChain embeds again",
    },
    {
      what: `${at}: build`,
      unit: "ms",
      ours: ours.buildMs,
      rival: rival.buildMs,
      note: "ours on disk, with text index",
    },
    {
      what: `${at}: peak memory`,
      unit: "MB",
      ours: ours.peakBytes / 1e6,
      rival: rival.peakBytes / 1e6,
      note: "the passages themselves included",
    },
  ];
}
