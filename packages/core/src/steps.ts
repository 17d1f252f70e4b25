import { pausing } from "./pausing.js";

/** A long computation that pauses at each `yield`: its caller may let other work run, or abandon it. */
export type Steps<T> = Generator<undefined, T, undefined>;

/**
 * Runs a long computation and lets the event loop turn about every 40 ms. Costs nothing where it ends sooner.
 *
 * @throws the signal's reason when aborted, within one step and one slice
 */
export async function runSteps<T>(steps: Steps<T>, signal?: AbortSignal): Promise<T> {
  signal?.throwIfAborted();
  const pause = pausing(signal);
  for (let step = steps.next(); ; step = steps.next()) {
    if (step.done === true) return step.value;
    const turned = pause();
    if (turned !== undefined) await turned;
  }
}

/** Runs a computation to its end without a pause. */
export function finishSteps<T>(steps: Steps<T>): T {
  for (let step = steps.next(); ; step = steps.next()) if (step.done === true) return step.value;
}
