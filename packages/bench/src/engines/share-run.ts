import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { IndexReport } from "@ragstone/core";
import { generateFolder } from "../corpus/generate-folder.js";
import type { Article } from "../corpus/prose.js";
import { runChild } from "../measure/run-child.js";
import type { BenchEngine } from "./bench-engine.js";

const command = fileURLToPath(new URL("../../../ragstone/bin/ragstone.js", import.meta.url));

/** Several processes that index one folder into one index, from nothing. */
export interface SharedRun {
  /** Until the last of them ended. */
  readonly wallMs: number;
  /** Of the `ragstone` processes together. */
  readonly processorMs: number;
  readonly indexed: number;
}

/** Runs `ragstone index` by one and by four processes, in turns. */
export async function shareRuns(
  engine: BenchEngine,
  articles: readonly Article[],
  { files, bytes, turns = 2 }: { readonly files: number; readonly bytes: number; readonly turns?: number },
): Promise<{ readonly one: SharedRun[]; readonly four: SharedRun[] }> {
  const dir = await mkdtemp(join(tmpdir(), "ragstone-bench-shared-"));
  try {
    const folder = join(dir, "documents");
    await generateFolder(folder, articles, { files, bytes });
    const runs = { one: [] as SharedRun[], four: [] as SharedRun[] };
    for (let turn = 0; turn < turns; turn += 1) {
      runs.one.push(await shareRun(folder, engine.place(`one_${turn}`), 1));
      runs.four.push(await shareRun(folder, engine.place(`four_${turn}`), 4));
    }
    return runs;
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}

async function shareRun(folder: string, place: string, processes: number): Promise<SharedRun> {
  const started = performance.now();
  const runs = await Promise.all(
    Array.from({ length: processes }, () => runChild(command, ["index", folder, "--index", place, "--json"])),
  );
  return {
    wallMs: performance.now() - started,
    processorMs: runs.reduce((sum, { processorMs }) => sum + processorMs, 0),
    indexed: runs.reduce((sum, { stdout }) => sum + (JSON.parse(stdout) as IndexReport).documents.indexed, 0),
  };
}
