import { getHeapStatistics } from "node:v8";

const lookMs = 2000;
/** Share of the time in which the event loop had work: below it the process is at rest. */
const restingShare = 0.05;
/** Less than this is not worth the pause. */
const worthBytes = 32 * 1024 * 1024;

/**
 * Returns memory to the system when the process is at rest after work. V8 keeps the heap that many requests at once took,
 * mostly garbage, until it needs a collection, which a process at rest never does. The collection takes a fraction of
 * a second, once after each time of work.
 *
 * @returns ends it
 */
export function releaseMemoryAtRest(): () => void {
  let last = performance.eventLoopUtilization();
  let released = 0;
  const timer = setInterval(() => {
    const now = performance.eventLoopUtilization();
    const { utilization } = performance.eventLoopUtilization(now, last);
    last = now;
    if (utilization > restingShare || getHeapStatistics().total_heap_size - released < worthBytes) return;
    void collectGarbage().then(() => {
      released = getHeapStatistics().total_heap_size;
      last = performance.eventLoopUtilization();
    });
  }, lookMs);
  timer.unref();
  return () => clearInterval(timer);
}

/** The only collection that programs may ask for without a flag, and the one that returns the most. */
async function collectGarbage(): Promise<void> {
  // Some builds of Node have none.
  const inspector = await import("node:inspector").catch(() => null);
  if (inspector === null) return;
  const session = new inspector.Session();
  session.connect();
  await new Promise((resolve) => session.post("HeapProfiler.collectGarbage", resolve));
  // Within the reply, Node 20 would wait for itself for ever.
  setImmediate(() => session.disconnect());
}
