/** How long work keeps the event loop between two pauses: unnoticed next to an abort's second. */
const sliceMs = 40;

/**
 * Pauses for a long loop: each call lets the event loop turn if it has not for about 40 ms, and resolves when it has.
 * `undefined` where no pause is due, so that a loop need not wait for nothing.
 *
 * The promise rejects with the signal's reason when aborted.
 *
 * @example
 * ```ts
 * const pause = pausing(signal);
 * for (const part of parts) {
 *   await pause();
 *   work(part);
 * }
 * ```
 */
export function pausing(signal?: AbortSignal): () => Promise<void> | undefined {
  let sliceStart = performance.now();
  const turn = async (): Promise<void> => {
    await new Promise((resolve) => {
      setTimeout(resolve, 0);
    });
    signal?.throwIfAborted();
    sliceStart = performance.now();
  };
  return () => (performance.now() - sliceStart < sliceMs ? undefined : turn());
}
