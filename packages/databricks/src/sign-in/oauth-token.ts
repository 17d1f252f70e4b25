import { isRagstoneError, RemoteError, retryDelayMs } from "@ragstone/core";
import { abandonOn } from "../requests/abandon-on.js";
import { errorText } from "../requests/error-text.js";
import { readBody } from "../requests/read-body.js";
import { sleep } from "../requests/sleep.js";

/**
 * Azure refuses tokens with 30 s or less left, so Databricks' SDK treats one as expired 40 s before (databricks-sdk-py,
 * oauth.py).
 */
const expiryMarginMs = 40_000;
/** A token this close to its end (or past half of its life) is renewed in the background (same file). */
const staleMs = 20 * 60_000;
const timeoutMs = 60_000;
/** Most bytes of an answer; a token has a few KB. */
const maxBytes = 1_048_576;
const retries = { maxAttempts: 4, initialDelayMs: 500, budgetMs: 20_000 };

interface Held {
  readonly token: string;
  readonly expiresMs: number;
  readonly staleMs: number;
}

interface ServicePrincipal {
  readonly host: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

interface TokenSource {
  get(signal?: AbortSignal): Promise<string>;
  refuse(token: string): boolean;
  /** Tokens that may still be in use, for redaction. */
  known(): readonly string[];
}

/**
 * Tokens of a service principal: cached, renewed in the background while the old one is good, one request for any
 * number of callers.
 */
export function oauthToken(principal: ServicePrincipal): TokenSource {
  let held: Held | null = null;
  let pending: Promise<Held> | null = null;
  const issued: string[] = [];

  const renew = (): Promise<Held> => {
    pending ??= (async () => {
      try {
        held = await fetchToken(principal);
        issued.push(held.token);
        if (issued.length > 3) issued.shift();
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
      if (held !== null && now < held.expiresMs) {
        // The old token is still valid: a failed renewal is repeated, and reported, when a new one is needed.
        if (now >= held.staleMs && pending === null) renew().catch(() => undefined);
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
    known: () => issued,
  };
}

/** Asks until there is a token, an answer that no further attempt would change, or no time left. */
async function fetchToken(principal: ServicePrincipal): Promise<Held> {
  let spentMs = 0;
  for (let attempt = 1; ; attempt += 1) {
    const startedMs = performance.now();
    const outcome = await askOnce(principal);
    if (!(outcome instanceof RemoteError)) return outcome;
    spentMs += performance.now() - startedMs;
    const isFinal = outcome.code === "sign-in-failed" || outcome.code === "response-too-large";
    const delayMs = isFinal ? null : retryDelayMs(retries, { attempt, spentMs, random: Math.random() });
    if (delayMs === null) throw outcome;
    spentMs += delayMs;
    await sleep(delayMs);
  }
}

async function askOnce(principal: ServicePrincipal): Promise<Held | RemoteError> {
  const { host, clientId, clientSecret } = principal;
  const askedMs = Date.now();
  let response: Response;
  let text: string;
  try {
    response = await fetch(`${host}/oidc/v1/token`, {
      method: "POST",
      redirect: "manual",
      headers: {
        authorization: `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString("base64")}`,
        "content-type": "application/x-www-form-urlencoded",
      },
      body: "grant_type=client_credentials&scope=all-apis",
      signal: AbortSignal.timeout(timeoutMs),
    });
    text = await readBody(response, maxBytes);
  } catch (error) {
    if (isRagstoneError(error)) return error as RemoteError;
    return new RemoteError("network-failed", `The token endpoint of ${host} did not answer: ${errorText(error)}.`, {
      hint: "Check the host and the network.",
    });
  }
  const body = parse(text);
  if (!response.ok || typeof body["access_token"] !== "string") return refusal(response.status, body, principal);
  const lifeMs = (typeof body["expires_in"] === "number" ? body["expires_in"] : 3600) * 1000;
  return {
    token: body["access_token"],
    expiresMs: askedMs + lifeMs - expiryMarginMs,
    staleMs: askedMs + lifeMs - Math.min(lifeMs / 2, staleMs),
  };
}

function refusal(
  status: number,
  body: Readonly<Record<string, unknown>>,
  { host, clientSecret }: ServicePrincipal,
): RemoteError {
  const reason = [body["error"] ?? body["errorCode"], body["error_description"] ?? body["errorSummary"]]
    .filter((part) => typeof part === "string")
    .join(": ");
  const said = reason.replaceAll(clientSecret, "***").slice(0, 300);
  const answer = `${status}${said === "" ? "" : ` (${said})`}`;
  if (status === 429 || status >= 500) {
    return new RemoteError("service-failed", `The token endpoint of ${host} answered ${answer}.`, {
      hint: "Try again later.",
      status,
    });
  }
  return new RemoteError("sign-in-failed", `${host} refused the service principal with ${answer}.`, {
    hint: "Check client id and secret, and that the service principal is a member of the workspace.",
    status,
  });
}

function parse(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
