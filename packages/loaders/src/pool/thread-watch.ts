import type { Worker } from "node:worker_threads";
import { processCpuMs } from "../thread/process-cpu-ms.js";
import { threadCpuMs } from "../thread/thread-cpu-ms.js";

/**
 * Longest wall-clock time for each unit of the limit: a thread that neither computes nor waits, because it is blocked or
 * because other processes take the processor, ends too.
 */
const patience = 10;

/**
 * Measures the time that a thread spends on a file: its CPU time or the time that its event loop waits for something,
 * whichever is more, so that other processes on a busy machine do not use up a file's limit. Never runs faster than the
 * wall clock.
 *
 * The system reports the CPU time of a thread on Linux; elsewhere it is that of the process, at most the wall-clock
 * time.
 *
 * @param systemThread - the system's number of the thread; `null` until it has started, and where that is unknown
 */
export function watchThread(worker: Worker, systemThread: () => number | null): () => number {
  const startMs = performance.now();
  const startIdleMs = idleMs(worker);
  const started = systemThread();
  const startCpuMs = started === null ? 0 : threadCpuMs(started);
  const startProcessMs = processCpuMs();
  return () => {
    const wallMs = performance.now() - startMs;
    const thread = systemThread();
    const endCpuMs = thread === null ? null : threadCpuMs(thread);
    const cpuMs =
      startCpuMs === null || endCpuMs === null
        ? Math.min(wallMs, processCpuMs() - startProcessMs)
        : endCpuMs - startCpuMs;
    return Math.max(cpuMs, idleMs(worker) - startIdleMs, wallMs / patience);
  };
}

function idleMs(worker: Worker): number {
  return worker.performance.eventLoopUtilization().idle;
}
