import type { RemoteError } from "@ragstone/core";
import type { Refusal } from "../limits/refusal.js";

/** A failed attempt and how to handle it. */
export interface Failure {
  readonly error: RemoteError;
  /** How often a failure like this is worth meeting; 1 for no attempt after the first. */
  readonly maxAttempts: number;
  readonly retryAfterMs: number | null;
  /** Set where the limiter has to know. */
  readonly refusal: Refusal | null;
  /** The endpoint may be there but not up. */
  readonly maybeNotReady: boolean;
  /** The token was refused. */
  readonly tokenRefused: boolean;
}
