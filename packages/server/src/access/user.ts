import type { IncomingMessage } from "node:http";
import { everyone, principalName } from "@ragstone/core";
import { RequestError } from "../http/request-error.js";
import type { Identity } from "./identity.js";

/** A user whose identity is verified. */
export interface User {
  readonly name: string;
  readonly groups: readonly string[];
}

/**
 * The user that a request proves; `null` where it does not try to.
 *
 * @throws {@link RequestError} `user-refused`, 401, for a proof that is not valid
 */
export type VerifyUser = (incoming: IncomingMessage) => Promise<User | null>;

/** What a user may see. A group whose name looks like a user's is left out: it must not stand for that user. */
export function identityOf({ name, groups }: User): Identity {
  const user = principalName(`user:${name}`);
  const named = groups.map(principalName).filter((group) => group !== "" && !group.startsWith("user:"));
  return { name: user, scope: { metadata: { principals: { anyOf: [...new Set([everyone, user, ...named])] } } } };
}

/** A proof of identity that is not valid. */
export function userRefused(message: string, cause?: unknown): RequestError {
  return new RequestError(401, "user-refused", message, { hint: "Sign in again.", cause });
}

/** Identity cannot be checked now: that is the server's fault, not the user's. */
export function usersUnavailable(message: string, cause: unknown): RequestError {
  return new RequestError(503, "users-unavailable", message, { hint: "Try again in a moment.", cause });
}
