import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import type * as WorkerThreads from "node:worker_threads";
import type { GraphOutcome, GraphTask } from "./_graph-task.js";

export interface RunningTask {
  /** Rejects when the thread fails or is stopped. */
  readonly outcome: Promise<GraphOutcome>;
  stop(): Promise<void>;
}

/** Does a task in a thread of its own; `null` where the built worker is not there. */
export function runGraphTask(task: GraphTask): RunningTask | null {
  const file = workerFile();
  if (file === null) return null;
  // Threads are loaded when one is started: most indexes never need one, and a question should start at once.
  const { Worker } = createRequire(import.meta.url)("node:worker_threads") as typeof WorkerThreads;
  // Without the flags of the process: it runs built code alone.
  const worker = new Worker(file, { workerData: task, execArgv: [] });
  const outcome = new Promise<GraphOutcome>((resolve, reject) => {
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
function workerFile(): string | null {
  const beside = fileURLToPath(new URL("./_graph-worker.js", import.meta.url));
  if (existsSync(beside)) return beside;
  const built = fileURLToPath(new URL("../../dist/hnsw/_graph-worker.js", import.meta.url));
  return existsSync(built) ? built : null;
}
