import { hasPassed } from "@ragstone/core";
import type { MatcherResult } from "vitest";
import { verifyAnswer, type VerifiedAnswer, type VerifyAnswerOptions } from "./answer/verify-answer.js";

/**
 * A matcher for vitest: every claim of the answer is quoted or passes its checks, and there is at least one. Accepts an
 * answer of Ragstone, the result of {@link verifyAnswer}, or its input.
 *
 * @example
 * ```ts
 * import { toBeGrounded } from "@ragstone/verify/vitest";
 * expect.extend({ toBeGrounded });
 * expect({ text: 'Keys rotate every 30 days [1: "every 30 days"].', sources: [{ text: "Keys rotate every 30 days." }]
 * }).toBeGrounded();
 * ```
 */
export function toBeGrounded(received: VerifyAnswerOptions | Pick<VerifiedAnswer, "claims">): MatcherResult {
  const { claims } = "claims" in received ? received : verifyAnswer(received);
  const failed = claims.filter((claim) => !hasPassed(claim));
  return {
    pass: claims.length > 0 && failed.length === 0,
    message: () =>
      claims.length === 0
        ? "The answer makes no claim that could be checked."
        : failed.length === 0
          ? `All ${claims.length} claims of the answer are quoted or passed their checks.`
          : failed.map((claim) => `${claim.verdict} (${claim.problems.join(", ")}): ${claim.text}`).join("\n"),
  };
}

declare module "vitest" {
  interface Matchers<T> {
    /** Every claim of an answer, of a verified answer or of `{ text, sources }` is quoted or passes its checks. */
    toBeGrounded: () => T;
  }
}
