import { failureAdvice, type FailureReason } from "@ragstone/core";
import type { WalkFailed } from "./walk-entry.js";

/** An entry that cannot be read, with the advice for its reason. */
export function walkFailed(
  path: string,
  reason: FailureReason,
  detail: string,
  hint = failureAdvice[reason],
): WalkFailed {
  return { kind: "failed", path, reason, detail, hint };
}
