import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { runChild } from "./measure/run-child.js";
import type { BenchReport, BenchRow } from "./measure/bench-report.js";
import { median } from "./measure/median.js";

const run = (name: string) => fileURLToPath(new URL(`runs/${name}.js`, import.meta.url));

interface Built {
  readonly writeMs: number;
  readonly graphMs: number;
  readonly kind: string;
  readonly recall: number;
  readonly databaseBytes: number;
  readonly graphBytes: number;
}

interface Opened {
  readonly firstMs: number;
  readonly loadingMs: readonly number[];
  readonly times: readonly number[];
  readonly residentBytes: number;
}

interface Churned {
  readonly recalls: readonly number[];
  readonly sizes: readonly number[];
  readonly finishMs: readonly number[];
}

export interface LargeBenchOptions {
  readonly dataDir: string;
  /** @defaultValue 100,000 */
  readonly vectors?: number;
  /** @defaultValue 1,024 */
  readonly dimensions?: number;
  /** Vectors of the index whose halves are replaced ten times, of 256 dimensions. @defaultValue 20,000 */
  readonly churned?: number;
}

/**
 * An index at the upper limit of one machine: its memory and disk use, the time to the first answer, query speed, and
 * the effect of updates.
 */
export async function largeBench({
  dataDir,
  vectors = 100_000,
  dimensions = 1024,
  churned = 20_000,
}: LargeBenchOptions): Promise<BenchReport> {
  const dir = await mkdtemp(join(tmpdir(), "ragstone-bench-large-"));
  try {
    const size = [vectors, dimensions].map(String);
    const options = { heapMegabytes: 4096 };
    const built = JSON.parse((await runChild(run("large-build"), [dataDir, ...size, dir], options)).stdout) as Built;
    const asking = await runChild(run("large-open"), [dataDir, ...size, dir, "200"]);
    const opened = JSON.parse(asking.stdout) as Opened;
    const aged = JSON.parse((await runChild(run("churn"), [String(churned), "256", "100"], options)).stdout) as Churned;
    return {
      name: "large",
      rival: "none",
      input: [
        `${vectors.toLocaleString("en")} passages of about 100 words with vectors of ${dimensions}`,
        "hybrid search, 100 candidates of each side",
        `ageing: ${churned.toLocaleString("en")} vectors of 256, half of them replaced ten times`,
      ].join("; "),
      rows: [
        ms("write, without the graph", built.writeMs),
        ms("build the graph", built.graphMs, `${built.kind}, recall ${built.recall}`),
        mb("database", built.databaseBytes),
        mb("graph file", built.graphBytes, "a cache"),
        ms("open to first result, cold process", opened.firstMs),
        ms("search while the graph loads, median", median(opened.loadingMs)),
        ms("search, median", median(opened.times)),
        ms("search, p99", median(opened.times, 0.99)),
        mb("resident after the searches", opened.residentBytes),
        mb("  peak", asking.peakBytes),
        ms(
          "ageing: end of a run that replaced half, median",
          median(aged.finishMs),
          `recall@10 after each of 10: ${Math.min(...aged.recalls).toFixed(4)} at least`,
        ),
        mb(
          "ageing: largest size of all files",
          Math.max(...aged.sizes),
          `${(aged.sizes[0]! / 1e6).toFixed(1)} MB before the first`,
        ),
      ],
    };
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}

function ms(what: string, ours: number, note?: string): BenchRow {
  return { what, unit: "ms", ours, rival: null, note };
}

function mb(what: string, bytes: number, note?: string): BenchRow {
  return { what, unit: "MB", ours: bytes / 1e6, rival: null, note };
}
