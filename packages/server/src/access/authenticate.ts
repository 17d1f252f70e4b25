import { createHash, timingSafeEqual } from "node:crypto";
import { bearerOf } from "./bearer-of.js";
import type { Identity } from "./identity.js";
import type { Token } from "./token.js";

/** The identity that an `Authorization` header proves; `null` for none. */
export type Authenticate = (header: string | undefined) => Identity | null;

/** Compares with every token in constant time, over digests, so that neither a match's place nor a length shows. */
export function authenticator(tokens: readonly Token[]): Authenticate {
  const known = tokens.map(({ secret, ...token }) => ({ ...token, digest: digestOf(secret) }));
  return (header) => {
    const given = bearerOf(header);
    if (given === null) return null;
    const digest = digestOf(given);
    let found: Identity | null = null;
    for (const token of known)
      if (timingSafeEqual(token.digest, digest)) found = { name: token.name, scope: token.filter };
    return found;
  };
}

function digestOf(secret: string): Buffer {
  return createHash("sha256").update(secret).digest();
}
