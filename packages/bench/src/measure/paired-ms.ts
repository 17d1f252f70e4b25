import { median } from "./median.js";

/**
 * Median times of two alternating tasks, so that other load on the machine affects both. One uncounted warm-up round
 * compiles and fills caches.
 */
export async function pairedMs(
  ours: () => unknown,
  rival: () => unknown,
  turns = 5,
): Promise<{ readonly ours: number; readonly rival: number }> {
  const times: { readonly ours: number[]; readonly rival: number[] } = { ours: [], rival: [] };
  for (let turn = 0; turn <= turns; turn++) {
    const [first, second] = [await timed(ours), await timed(rival)];
    if (turn === 0) continue;
    times.ours.push(first);
    times.rival.push(second);
  }
  return { ours: median(times.ours), rival: median(times.rival) };
}

async function timed(work: () => unknown): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}
