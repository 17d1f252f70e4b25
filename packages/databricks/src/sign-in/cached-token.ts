import { abandonOn } from "../requests/abandon-on.js";
import { headerSafe } from "./header-safe.js";
import type { IssuedToken } from "./issued-token.js";
import type { TokenSource } from "./token-source.js";

/**
 * Azure refuses tokens with 30 s or less left, so Databricks' SDK treats one as expired 40 s before (databricks-sdk-py,
 * oauth.py). A token that lives for less than twice as long is used for half of its life.
 */
const expiryMarginMs = 40_000;
/** A token this close to its end (or past half of its life) is renewed in the background (same file). */
const staleMs = 20 * 60_000;

/** Tokens that requests may still use. */
const keptTokens = 3;

interface Held {
  readonly token: string;
  readonly usableUntilMs: number;
  readonly staleAtMs: number;
}

/**
 * Tokens of `issue`: cached, renewed in the background while the old one is good, one request for any number of
 * callers.
 */
export function cachedToken(issue: () => Promise<IssuedToken>): TokenSource {
  let held: Held | null = null;
  let pending: Promise<Held> | null = null;
  /** The last few tokens, with the time at which they end. */
  const issued = new Map<string, number>();

  const renew = (): Promise<Held> => {
    pending ??= (async () => {
      try {
        const { token: value, expiresMs } = await issue();
        const token = headerSafe("token", { value, source: "its issuer" });
        held = hold({ token, expiresMs });
        issued.set(token, expiresMs);
        for (const oldest of issued.keys()) if (issued.size > keptTokens) issued.delete(oldest);
        return held;
      } finally {
        pending = null;
      }
    })();
    return pending;
  };

  return {
    async get(signal) {
      const now = Date.now();
      if (held !== null && now < held.usableUntilMs) {
        // The old token is still valid: a failed renewal is repeated, and reported, when a new one is needed.
        if (now >= held.staleAtMs && pending === null) renew().catch(() => undefined);
        return held.token;
      }
      signal?.throwIfAborted();
      const { token } = await abandonOn(signal, renew());
      return token;
    },
    refuse(token) {
      if (held?.token === token) held = null;
      return true;
    },
    hasEnded: (token) => Date.now() >= (issued.get(token) ?? 0),
    known: () => [...issued.keys()],
  };
}

function hold({ token, expiresMs }: IssuedToken): Held {
  const lifeMs = Math.max(0, expiresMs - Date.now());
  return {
    token,
    usableUntilMs: expiresMs - Math.min(lifeMs / 2, expiryMarginMs),
    staleAtMs: expiresMs - Math.min(lifeMs / 2, staleMs),
  };
}
