import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type * as WorkerThreads from "node:worker_threads";

export interface RunningThread<Outcome> {
  /** Rejects when the thread fails or is stopped. */
  readonly outcome: Promise<Outcome>;
  stop(): Promise<void>;
}

/**
 * Programs that perform one task in a separate thread, report the outcome and end. Node 20 runs no TypeScript in
 * workers, so a run from source uses the built file too, if there is one.
 */
const programs = { graph: "hnsw/graph-worker.js", tidy: "writing/tidy-worker.js" } as const;

/** Starts a program with its `workerData`; `null` where it is not built. */
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- describes the program's result
export function runThread<Outcome>(program: keyof typeof programs, workerData: object): RunningThread<Outcome> | null {
  const require = createRequire(import.meta.url);
  const file = join(dirname(require.resolve("@ragstone/index/package.json")), "dist", programs[program]);
  if (!existsSync(file)) return null;
  // Threads are loaded when one is started: most runs never need one, and a question should start at once.
  const { Worker } = require("node:worker_threads") as typeof WorkerThreads;
  // Without the flags of the process: it runs built code alone.
  const worker = new Worker(file, { workerData, execArgv: [] });
  const outcome = new Promise<Outcome>((resolve, reject) => {
    worker.on("message", resolve);
    worker.on("error", reject);
    worker.on("exit", (code) => reject(new Error(`its thread ended with ${code}`)));
  });
  return {
    outcome,
    async stop() {
      await worker.terminate();
    },
  };
}
