import type { BenchReport } from "../measure/bench-report.js";
import { graphRows } from "./graph-bench.js";
import { vectorBench } from "./vector-bench.js";

/** Search by vector alone: the exact scan, then the graph. */
export async function indexBench(): Promise<BenchReport> {
  // Child measurements first: see the order of all benchmarks.
  const graph = await graphRows();
  const exact = await vectorBench();
  return {
    ...exact,
    name: "index",
    rival: `${exact.rival}; where named, hnswlib-node`,
    rows: [...exact.rows, ...graph],
  };
}
