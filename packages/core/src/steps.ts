/** A long computation that pauses at each `yield`: its caller may let other work run, or stop it for good. */
export type Steps<T> = Generator<undefined, T, undefined>;

/** How long a computation holds the event loop between two pauses: unnoticed next to an abort's second. */
const sliceMs = 40;

/**
 * Runs a long computation and lets the event loop turn about every 40 ms. Costs nothing where it ends sooner.
 *
 * @throws the signal's reason when aborted, within one step and one slice
 */
export async function runSteps<T>(steps: Steps<T>, signal?: AbortSignal): Promise<T> {
  signal?.throwIfAborted();
  let sliceStart = performance.now();
  for (let step = steps.next(); ; step = steps.next()) {
    if (step.done === true) return step.value;
    if (performance.now() - sliceStart < sliceMs) continue;
    await turn();
    signal?.throwIfAborted();
    sliceStart = performance.now();
  }
}

/** Runs a computation to its end without a pause. */
export function finishSteps<T>(steps: Steps<T>): T {
  for (let step = steps.next(); ; step = steps.next()) if (step.done === true) return step.value;
}

/** One turn of the event loop: timers, signals and input get their chance. */
function turn(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, 0);
  });
}
