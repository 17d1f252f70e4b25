/** Time, so that tests can control it. */
export interface Clock {
  /** Monotonic milliseconds. */
  now(): number;
  /** Calls back once after `ms`. @returns cancels it */
  after(ms: number, callback: () => void): () => void;
}

/** The time of the process. */
export const systemClock: Clock = {
  now: () => performance.now(),
  after(ms, callback) {
    const timer = setTimeout(callback, ms);
    return () => clearTimeout(timer);
  },
};
