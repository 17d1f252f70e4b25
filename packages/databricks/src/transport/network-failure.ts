import { RemoteError } from "@ragstone/core";
import { errorText } from "../requests/error-text.js";
import type { Failure } from "./failure.js";

/**
 * Attempts by cause: a name that does not resolve or an invalid certificate is rarely fixed a minute later.
 */
const attemptsByCode: readonly (readonly [RegExp, number])[] = [
  [/CERT|SELF_SIGNED|ERR_TLS|ERR_SSL|UNABLE_TO_VERIFY/, 1],
  [/ENOTFOUND|EAI_AGAIN/, 3],
  [/ECONNREFUSED|EHOSTUNREACH|ENETUNREACH/, 5],
];

/** Answers that break the rules of HTTP, by the words of the client. The same server breaks them again. */
const brokenAnswers: readonly (readonly [RegExp, string])[] = [
  [/HEADERS?_OVERFLOW/, "sent more header lines than an answer may have"],
  [/bad upgrade/, "switched to another protocol, which was not asked for"],
  [/Z_DATA_ERROR|Z_NEED_DICT|ERR__ERROR_FORMAT/, "sent compressed data that cannot be decompressed"],
  [/HPE_(?!INVALID_EOF_STATE|CLOSED_CONNECTION)/, "does not answer in HTTP"],
];

/** The failure of a request that got no whole answer. */
export function networkFailure(error: unknown, host: string, redact: (text: string) => string): Failure {
  const said = redact(errorText(error));
  const broken = brokenAnswers.find(([pattern]) => pattern.test(said))?.[1];
  return {
    error:
      broken === undefined
        ? new RemoteError("network-failed", `The connection to ${host} failed: ${said}.`, {
            hint: "Check the host, the network and any proxy.",
          })
        : new RemoteError("response-invalid", `${host} ${broken}: ${said}.`, {
            hint: "Check what answers at this address, and any proxy between.",
          }),
    maxAttempts: broken !== undefined ? 1 : (attemptsByCode.find(([pattern]) => pattern.test(said))?.[1] ?? 10),
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
