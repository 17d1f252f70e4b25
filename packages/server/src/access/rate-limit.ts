/** Counts events by key over fixed minutes. */
export interface RateLimit {
  /** Counts one; whether it is within the limit. */
  take(key: string): boolean;
  /** Whether the limit is reached already. Counts nothing. */
  isReached(key: string): boolean;
}

const minuteMs = 60_000;

/** At most `limit` events of each key in a minute. Keys of past minutes are forgotten. */
export function rateLimit(limit: number, now: () => number = Date.now): RateLimit {
  let minute = 0;
  let counts = new Map<string, number>();
  const countOf = (key: string): number => {
    const current = Math.floor(now() / minuteMs);
    if (current !== minute) [minute, counts] = [current, new Map()];
    return counts.get(key) ?? 0;
  };
  return {
    take(key) {
      const count = countOf(key) + 1;
      counts.set(key, count);
      return count <= limit;
    },
    isReached: (key) => countOf(key) >= limit,
  };
}
