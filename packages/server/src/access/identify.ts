import type { IncomingMessage } from "node:http";
import { RequestError } from "../http/request-error.js";
import type { Authenticate } from "./authenticate.js";
import type { Identity } from "./identity.js";
import type { RateLimit } from "./rate-limit.js";
import { identityOf, type VerifyUser } from "./user.js";

export interface Gate {
  readonly authenticate: Authenticate;
  readonly verifyUser: VerifyUser;
  /** Of requests, by caller. */
  readonly requests: RateLimit;
  /** Of refused tokens, by address. */
  readonly refusals: RateLimit;
}

/**
 * The identity that a request proves: one of the server's tokens, else a user's.
 *
 * @throws {@link RequestError} `token-refused` or `user-refused`, 401; `rate-limited`, 429; `users-unavailable`, 503
 */
export async function identify(incoming: IncomingMessage, gate: Gate): Promise<Identity> {
  const { authenticate, requests, refusals } = gate;
  const identity = authenticate(incoming.headers.authorization) ?? (await userOf(incoming, gate));
  if (identity === null) {
    if (!refusals.take(addressOf(incoming))) throw tooMany();
    throw new RequestError(401, "token-refused", "The request has no valid token.", {
      hint: "Send the token of the printed address as `authorization: Bearer TOKEN`.",
    });
  }
  if (identity.scope !== null && !requests.take(identity.name)) throw tooMany();
  return identity;
}

/** Proofs that are refused count as refused tokens do: checking a signature costs time. */
async function userOf(incoming: IncomingMessage, { verifyUser, refusals }: Gate): Promise<Identity | null> {
  const address = addressOf(incoming);
  if (refusals.isReached(address)) throw tooMany();
  try {
    const user = await verifyUser(incoming);
    return user === null ? null : identityOf(user);
  } catch (error) {
    if ((error as RequestError).status === 401) refusals.take(address);
    throw error;
  }
}

function addressOf({ socket }: IncomingMessage): string {
  return socket.remoteAddress ?? "";
}

function tooMany(): RequestError {
  return new RequestError(429, "rate-limited", "Too many requests in this minute.", { hint: "Wait a minute." });
}
