import type { ModelLimits } from "../catalogue/model-limits.js";

/**
 * Time that requests need at the limits: the slowest of them decides. Without a limit, the time of the requests in
 * flight.
 */
export function estimateSeconds(
  { requests, tokens }: { readonly requests: number; readonly tokens: number },
  { queriesPerSecond = Infinity, queriesPerHour = Infinity, inputTokensPerMinute = Infinity }: ModelLimits,
  { concurrency, assumedSeconds }: { readonly concurrency: number; readonly assumedSeconds: number },
): number {
  const beyondFirst = (amount: number, limit: number, spanSeconds: number) =>
    limit === Infinity ? 0 : Math.max(0, amount / limit - 1) * spanSeconds;
  return Math.max(
    Math.ceil(requests / concurrency) * assumedSeconds,
    queriesPerSecond === Infinity ? 0 : requests / queriesPerSecond,
    beyondFirst(requests, queriesPerHour, 3600),
    beyondFirst(tokens, inputTokensPerMinute, 60),
  );
}
