import { processCpuMs } from "./process-cpu-ms.js";
import { systemThread } from "./system-thread.js";
import { threadCpuMs } from "./thread-cpu-ms.js";

/**
 * Starts a clock; the result tells whether the calling thread has spent more CPU time since. Where the system does not
 * report the CPU time of threads it is that of the process, and the wall clock has to be past the limit too. Asks the
 * system at the start, and again only once the wall clock is past the limit.
 */
export function startCpuLimit(limitMs: number): () => boolean {
  const startMs = performance.now();
  const thread = systemThread();
  const cpuMs = (): number => (thread === null ? null : threadCpuMs(thread)) ?? processCpuMs();
  const startCpuMs = cpuMs();
  return () => performance.now() - startMs > limitMs && cpuMs() - startCpuMs > limitMs;
}
