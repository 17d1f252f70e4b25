import type { RecordedClaim } from "./read-recorded.js";

/** A recorded claim with the verdict on it. */
export interface JudgedClaim extends RecordedClaim {
  readonly verdict: "passes" | "fails" | "no-claim";
  readonly problems: readonly string[];
}
