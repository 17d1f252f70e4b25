import type { LimitKind, Refusal } from "../limits/refusal.js";
import type { ErrorBody } from "./error-body.js";

/**
 * Which limit a 429 speaks of, in the documented form (`limit_type`) or in the words that users report ("workspace QPS
 * rate limit").
 */
const kinds: readonly (readonly [LimitKind, RegExp])[] = [
  ["input-tokens-per-minute", /input[ _]tokens[ _]per[ _]minute|\bITPM\b/i],
  ["output-tokens-per-minute", /output[ _]tokens[ _]per[ _]minute|\bOTPM\b/i],
  ["queries-per-hour", /(queries|requests)[ _]per[ _]hour|\bQPH\b/i],
  ["queries-per-second", /(queries|requests)[ _]per[ _]second|\bQPS\b/i],
];

export function refusalOf(body: ErrorBody, retryAfterMs: number | null): Refusal {
  const said = `${body.limitType ?? ""} ${body.message}`;
  const kind = kinds.find(([, pattern]) => pattern.test(said))?.[0] ?? null;
  return { kind, limit: kind === null ? null : body.limit, retryAfterMs };
}
