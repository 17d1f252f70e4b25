import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import type * as WorkerThreads from "node:worker_threads";

export interface RunningThread<Outcome> {
  /** Rejects when the thread fails or is stopped. */
  readonly outcome: Promise<Outcome>;
  stop(): Promise<void>;
}

/** Programs that do one thing in a thread of their own, say the outcome and end. */
type Program = "hnsw/_graph-worker.js" | "store/_tidy-worker.js";

/** Starts a program with its `workerData`; `null` where it is not built. */
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- says what the program answers
export function runThread<Outcome>(program: Program, workerData: object): RunningThread<Outcome> | null {
  const file = builtFile(program);
  if (file === null) return null;
  // Threads are loaded when one is started: most runs never need one, and a question should start at once.
  const { Worker } = createRequire(import.meta.url)("node:worker_threads") as typeof WorkerThreads;
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

/** Node 20 runs no TypeScript in workers, so a run from source takes the built file where there is one. */
function builtFile(program: Program): string | null {
  return [`./${program}`, `../dist/${program}`].map((path) => fileURLToPath(new URL(path, import.meta.url))).find(existsSync) ?? null;
}
