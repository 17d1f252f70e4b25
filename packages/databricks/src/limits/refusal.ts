/** Which limit a 429 names; `null` when it names none. */
export type LimitKind =
  | "queries-per-second"
  | "queries-per-hour"
  | "input-tokens-per-minute"
  | "output-tokens-per-minute";

/** The contents of a 429 response. */
export interface Refusal {
  readonly kind: LimitKind | null;
  /** The limit itself, where the body gives it. */
  readonly limit: number | null;
  readonly retryAfterMs: number | null;
}
