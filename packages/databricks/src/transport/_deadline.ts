/**
 * An abort signal that follows the caller's and ends by itself when nothing happens for a time. Release it, or its
 * timer lives on.
 */
export interface Deadline {
  readonly signal: AbortSignal;
  /** Whether it was the time that ended it. */
  readonly passed: boolean;
  /** Starts the time anew: something arrived. */
  extend(): void;
  release(): void;
}

export function deadline(timeoutMs: number, outer: AbortSignal | undefined): Deadline {
  const controller = new AbortController();
  let passed = false;
  let released = false;
  const end = () => {
    passed = true;
    controller.abort();
  };
  const follow = () => controller.abort(outer?.reason);
  const timer = setTimeout(end, timeoutMs);
  if (outer?.aborted === true) follow();
  outer?.addEventListener("abort", follow, { once: true });
  return {
    signal: controller.signal,
    get passed() {
      return passed;
    },
    extend() {
      if (!released) timer.refresh();
    },
    release() {
      released = true;
      clearTimeout(timer);
      outer?.removeEventListener("abort", follow);
    },
  };
}
