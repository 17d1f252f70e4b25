import { RemoteError } from "@ragstone/core";
import { errorText } from "../requests/_error-text.js";
import type { Failure } from "./_failure.js";

/**
 * Attempts by what went wrong: a name that does not resolve or a certificate that does not hold is rarely right a
 * minute later.
 */
const attemptsByCode: readonly (readonly [RegExp, number])[] = [
  [/CERT|SELF_SIGNED|ERR_TLS|ERR_SSL|UNABLE_TO_VERIFY/, 1],
  [/ENOTFOUND|EAI_AGAIN/, 3],
  [/ECONNREFUSED|EHOSTUNREACH|ENETUNREACH/, 5],
];

/** The failure of a request that got no whole answer. */
export function networkFailure(error: unknown, host: string, redact: (text: string) => string): Failure {
  const said = redact(errorText(error));
  return {
    error: new RemoteError("network-failed", `The connection to ${host} failed: ${said}.`, {
      hint: "Check the host, the network and any proxy.",
    }),
    maxAttempts: attemptsByCode.find(([pattern]) => pattern.test(said))?.[1] ?? 10,
    retryAfterMs: null,
    refusal: null,
    maybeNotReady: false,
    tokenRefused: false,
  };
}

/** The failure of a request that took too long; a service that hangs is asked a few times only. */
export function timeoutFailure(timeoutMs: number, host: string): Failure {
  return {
    error: new RemoteError("timed-out", `${host} did not answer within ${timeoutMs / 1000} s.`, {
      hint: "Try again; send less at once, or allow more time with timeoutMs.",
    }),
    maxAttempts: 4,
    retryAfterMs: null,
    refusal: null,
    maybeNotReady: false,
    tokenRefused: false,
  };
}
