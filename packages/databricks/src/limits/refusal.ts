/** Which limit a 429 names; `null` when it names none. */
export type LimitKind =
  | "queries-per-second"
  | "queries-per-hour"
  | "input-tokens-per-minute"
  | "output-tokens-per-minute";

/** What a 429 says. */
export interface Refusal {
  readonly kind: LimitKind | null;
  /** The limit itself, where the body gives it. */
  readonly limit: number | null;
  readonly retryAfterMs: number | null;
}
