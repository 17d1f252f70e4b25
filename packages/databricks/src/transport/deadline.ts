/** Time for what follows a complete answer: usage, `[DONE]`, the end of the connection. */
const concludingMs = 5000;

/** Which time ended a request. */
type PassedTime = "silence" | "total";

/**
 * An abort signal that follows the caller's and ends by itself when nothing happens for a time, and where there is a
 * limit in all, when that is over. Release it, or its timers live on.
 */
export interface Deadline {
  readonly signal: AbortSignal;
  /** The time that ended it; `null` if none did. */
  readonly passed: PassedTime | null;
  /** Starts the time of silence anew: something arrived. The limit in all is not moved. */
  extend(): void;
  /** The answer is complete: from now on the time of silence is a few seconds. */
  conclude(): void;
  release(): void;
}

export interface DeadlineOptions {
  /** Longest time without {@link Deadline.extend}. */
  readonly timeoutMs: number;
  /** Longest time in all. @defaultValue Infinity */
  readonly totalMs?: number | undefined;
  /** Called once in each time without {@link Deadline.extend} that is longer than `ms`. */
  readonly onSilence?: { readonly ms: number; readonly notify: () => void } | undefined;
  /** The caller's signal. */
  readonly signal: AbortSignal | undefined;
}

export function deadline({ timeoutMs, totalMs = Infinity, onSilence, signal: outer }: DeadlineOptions): Deadline {
  const controller = new AbortController();
  let passed: PassedTime | null = null;
  let released = false;
  let concluding = false;
  const endAs = (time: PassedTime) => () => {
    passed ??= time;
    controller.abort();
  };
  const follow = () => controller.abort(outer?.reason);
  let silence = setTimeout(endAs("silence"), timeoutMs);
  const quiet = onSilence && setTimeout(onSilence.notify, onSilence.ms);
  const total = totalMs === Infinity ? undefined : setTimeout(endAs("total"), totalMs);
  if (outer?.aborted === true) follow();
  outer?.addEventListener("abort", follow, { once: true });
  return {
    signal: controller.signal,
    get passed() {
      return passed;
    },
    extend() {
      if (released) return;
      silence.refresh();
      if (!concluding) quiet?.refresh();
    },
    conclude() {
      if (released || concluding) return;
      concluding = true;
      clearTimeout(silence);
      clearTimeout(quiet);
      silence = setTimeout(endAs("silence"), Math.min(timeoutMs, concludingMs));
    },
    release() {
      released = true;
      clearTimeout(silence);
      clearTimeout(quiet);
      clearTimeout(total);
      outer?.removeEventListener("abort", follow);
    },
  };
}
