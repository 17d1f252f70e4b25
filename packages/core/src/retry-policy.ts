/** When to try again. Pure: the caller sleeps. */
export interface RetryPolicy {
  /** @defaultValue 10 */
  readonly maxAttempts?: number;
  /** First delay. @defaultValue 1000 */
  readonly initialDelayMs?: number;
  /** @defaultValue 60000 */
  readonly maxDelayMs?: number;
  /** Time for all attempts and the delays between them, after which it gives up. @defaultValue 300000 */
  readonly budgetMs?: number;
}

/** Where a row of attempts is. */
export interface RetryState {
  /** Attempts made so far, from 1. */
  readonly attempt: number;
  /** Time of the attempts and delays so far. */
  readonly spentMs: number;
  /** In `[0, 1)`. */
  readonly random: number;
  /** The wait that the server asked for. @defaultValue null */
  readonly retryAfterMs?: number | null;
}

/**
 * Delay before the next attempt, or `null` to give up. Exponential with full jitter above a floor of half; a server's
 * `Retry-After` is a lower bound and counts against the budget.
 */
export function retryDelayMs(
  policy: RetryPolicy,
  { attempt, spentMs, random, retryAfterMs = null }: RetryState,
): number | null {
  const { maxAttempts = 10, initialDelayMs = 1000, maxDelayMs = 60_000, budgetMs = 300_000 } = policy;
  if (attempt >= maxAttempts) return null;
  const ceiling = Math.min(maxDelayMs, initialDelayMs * 2 ** (attempt - 1));
  const backoff = ceiling / 2 + (ceiling / 2) * random;
  const delay = retryAfterMs === null ? backoff : retryAfterMs + Math.min(1000, initialDelayMs) * random;
  return spentMs + delay > budgetMs ? null : delay;
}
