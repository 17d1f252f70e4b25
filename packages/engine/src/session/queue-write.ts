import { realpathSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { SerialQueue } from "@ragstone/core";

const queues = new Map<string, SerialQueue>();

/**
 * Runs work on an index when every earlier write of this process to it has ended, in the order of the calls, whichever
 * instances they came from. Other processes are kept out by the writer's lock, not by this queue.
 *
 * @param dir - the index's folder; two paths to one folder are one queue
 * @throws the signal's reason if it aborts before the work's turn has come
 */
export function queueWrite<T>(
  dir: string,
  work: () => Promise<T>,
  options: { readonly signal?: AbortSignal | undefined } = {},
): Promise<T> {
  const key = realPathOf(dir);
  const queue = queues.get(key) ?? new SerialQueue();
  queues.set(key, queue);
  return queue.run(work, options).finally(() => {
    if (queue.length === 0 && queues.get(key) === queue) queues.delete(key);
  });
}

/** Of a folder that may not be there yet. */
function realPathOf(path: string): string {
  try {
    return realpathSync.native(path);
  } catch {
    const parent = dirname(path);
    return parent === path ? path : join(realPathOf(parent), basename(path));
  }
}
