import { fileURLToPath } from "node:url";
import { runChild } from "../measure/run-child.js";
import type { BenchRow } from "../measure/bench-report.js";
import { median } from "../measure/median.js";

const run = fileURLToPath(new URL("../runs/graph.js", import.meta.url));

interface GraphRun {
  readonly ef: number;
  readonly kind: string;
  readonly measured: number;
  readonly rawBuildMs: number;
  readonly buildMs: number;
  readonly quietGapMs: number;
  readonly busyGapMs: number;
  readonly duringMs: readonly number[];
  readonly times: Readonly<Record<"raw" | "stage" | "whole", readonly number[]>>;
  readonly recall: { readonly raw: number; readonly whole: number };
}

/**
 * The graph of an index compared with bare `hnswlib-node`: the same vectors, parameters and query list, in one process.
 */
export async function graphRows({ vectors = 30_000, dimensions = 256, queries = 200 } = {}): Promise<BenchRow[]> {
  const { stdout } = await runChild(run, [vectors, dimensions, queries].map(String), { heapMegabytes: 4096 });
  const { ef, kind, measured, rawBuildMs, buildMs, quietGapMs, busyGapMs, duringMs, times, recall } = JSON.parse(
    stdout,
  ) as GraphRun;
  const at = `${vectors.toLocaleString("en")} x ${dimensions}, ${kind}`;
  const rival = "rival: hnswlib-node";
  return [
    {
      what: `${at}: scores of the best 10, median`,
      unit: "ms",
      ours: median(times.stage),
      rival: median(times.raw),
      note:
        `${rival}; ef ${ef}; recall@10 ${recall.whole.toFixed(4)}, rival ${recall.raw.toFixed(4)}, ` +
        `measured when built ${measured}`,
    },
    {
      what: `${at}: whole search, median`,
      unit: "ms",
      ours: median(times.whole),
      rival: median(times.raw),
      note: "ours with the passages read from disk",
    },
    { what: `${at}: whole search, p99`, unit: "ms", ours: median(times.whole, 0.99), rival: median(times.raw, 0.99) },
    {
      what: `${at}: build`,
      unit: "ms",
      ours: buildMs,
      rival: rawBuildMs,
      note: "ours with choosing ef, hashing and writing the file",
    },
    { what: "  longest gap of the event loop during the build", unit: "ms", ours: quietGapMs, rival: rawBuildMs },
    {
      what: "  the same with a question every 20 ms",
      unit: "ms",
      ours: busyGapMs,
      rival: null,
      note: "exact scans in this thread",
    },
    {
      what: "  such a question, median",
      unit: "ms",
      ours: median(duringMs),
      rival: null,
      note: `${duringMs.length} questions`,
    },
    { what: "  such a question, p99", unit: "ms", ours: median(duringMs, 0.99), rival: null },
  ];
}
