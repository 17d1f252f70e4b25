import type { IncomingMessage } from "node:http";
import { RequestError } from "../http/request-error.js";
import type { Authenticate } from "./authenticate.js";
import type { Identity } from "./identity.js";
import type { RateLimit } from "./rate-limit.js";

export interface Gate {
  readonly authenticate: Authenticate;
  /** Of requests, by caller. */
  readonly requests: RateLimit;
  /** Of refused tokens, by address. */
  readonly refusals: RateLimit;
}

/**
 * The identity that a request proves.
 *
 * @throws {@link RequestError} `token-refused`, 401; `rate-limited`, 429
 */
export function identify(incoming: IncomingMessage, { authenticate, requests, refusals }: Gate): Identity {
  const address = incoming.socket.remoteAddress ?? "";
  const identity = authenticate(incoming.headers.authorization);
  if (identity === null) {
    if (!refusals.take(address)) throw tooMany();
    throw new RequestError(401, "token-refused", "The request has no valid token.", {
      hint: "Send the token of the printed address as `authorization: Bearer TOKEN`.",
    });
  }
  if (identity.scope !== null && !requests.take(identity.name)) throw tooMany();
  return identity;
}

function tooMany(): RequestError {
  return new RequestError(429, "rate-limited", "Too many requests in this minute.", { hint: "Wait a minute." });
}
