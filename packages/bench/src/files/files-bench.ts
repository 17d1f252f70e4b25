import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { RagstoneError } from "@ragstone/core";
import { type ChildRun, runChild } from "../measure/run-child.js";
import type { BenchReport, BenchRow } from "../measure/bench-report.js";
import { median } from "../measure/median.js";
import { writeSmallFiles } from "./write-small-files.js";

const oursRun = fileURLToPath(new URL("../runs/load-files.js", import.meta.url));
const rivalRun = fileURLToPath(new URL("../runs/langchain-files.js", import.meta.url));

interface Loaded {
  readonly files: number;
  readonly characters: number;
  readonly wallMs: number;
}

/** Small files walked, hashed and loaded, each run in a separate process, both sides alternating. */
export async function filesBench({
  sizes = [1_000, 10_000, 50_000],
  turns = 3,
}: { readonly sizes?: readonly number[]; readonly turns?: number } = {}): Promise<BenchReport> {
  const rows: BenchRow[] = [];
  for (const size of sizes) {
    const folder = await mkdtemp(join(tmpdir(), "ragstone-bench-files-"));
    try {
      await writeSmallFiles(folder, size);
      const ours: ChildRun[] = [];
      const rival: ChildRun[] = [];
      for (let turn = 0; turn < turns; turn += 1) {
        ours.push(await runChild(oursRun, [folder]));
        rival.push(await runChild(rivalRun, [folder]));
      }
      const count = size.toLocaleString("en");
      const speed = (runs: readonly ChildRun[]) => median(runs.map(({ stdout }) => filesPerSecond(stdout, size)));
      const peak = (runs: readonly ChildRun[]) => Math.max(...runs.map(({ peakBytes }) => peakBytes)) / 1e6;
      rows.push(
        {
          what: `${count} files`,
          unit: "files/s",
          ours: speed(ours),
          rival: speed(rival),
          note: "LangChain: text alone, no hash, no blocks",
        },
        {
          what: `${count} files, peak memory`,
          unit: "MB",
          ours: peak(ours),
          rival: peak(rival),
          note: "LangChain keeps all documents",
        },
      );
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }
  return {
    name: "files",
    rival: "LangChain: DirectoryLoader with TextLoader",
    input: `files of 0.5 to 4 kB (Markdown, text, CSV, JSON), median of ${turns} processes`,
    rows,
  };
}

function filesPerSecond(stdout: string, expected: number): number {
  const { files, wallMs } = JSON.parse(stdout) as Loaded;
  if (files !== expected)
    throw new RagstoneError("bench-failed", `${files} of ${expected} files were loaded.`, { hint: "Run it alone." });
  return (files / wallMs) * 1000;
}
