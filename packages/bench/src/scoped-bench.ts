import { fileURLToPath } from "node:url";
import { runChild } from "./measure/run-child.js";
import type { BenchReport, BenchRow } from "./measure/bench-report.js";
import { median } from "./measure/median.js";

const program = fileURLToPath(new URL("runs/scoped.js", import.meta.url));

interface ScopedRun {
  readonly runs: Readonly<Record<"whole" | "one" | "half" | "all", readonly number[]>>;
  readonly again: Readonly<Record<"one" | "half", readonly number[]>>;
}

/** Hybrid search in scopes of 1, 50 and 100 of 100 tenants against a search of the whole index. */
export async function scopedBench({
  dataDir,
  size = 20_000,
  queries = 100,
}: {
  readonly dataDir: string;
  readonly size?: number;
  readonly queries?: number;
}): Promise<BenchReport> {
  const { stdout } = await runChild(program, [dataDir, String(size), String(queries)], { heapMegabytes: 4096 });
  const { runs, again } = JSON.parse(stdout) as ScopedRun;
  const whole = median(runs.whole);
  const row = (what: string, times: readonly number[], note: string): BenchRow => ({
    what,
    unit: "ms",
    ours: median(times),
    rival: whole,
    note,
  });
  return {
    name: "scoped",
    rival: "the same searches of the whole index, p50",
    input: `${size.toLocaleString("en")} passages of about 100 words in 100 folders, ${queries} questions, k 100 a side`,
    rows: [
      row("1 of 100 folders: first search", runs.one.slice(0, 1), "finds the documents of the scope"),
      row("1 of 100 folders: p50, new words", runs.one.slice(1), "counts their words"),
      row("1 of 100 folders: p50, words asked before", again.one, ""),
      row("50 of 100 folders: first search", runs.half.slice(0, 1), "finds the documents of the scope"),
      row("50 of 100 folders: p50, new words", runs.half.slice(1), "counts their words"),
      row("50 of 100 folders: p50, words asked before", again.half, ""),
      row("100 of 100 folders: p50, new words", runs.all.slice(1), "a filter that hides nothing"),
    ],
  };
}
