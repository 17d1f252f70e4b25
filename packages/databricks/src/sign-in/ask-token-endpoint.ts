import { isRagstoneError, RemoteError, retryDelayMs } from "@ragstone/core";
import { errorText } from "../requests/error-text.js";
import { parseObject } from "../requests/parse-object.js";
import { readBody } from "../requests/read-body.js";
import { sleep } from "../requests/sleep.js";
import { userAgent } from "../requests/user-agent.js";
import type { IssuedToken } from "./issued-token.js";

const timeoutMs = 60_000;
/** Most bytes of an answer; a token has a few KB. */
const maxBytes = 1_048_576;
const retries = { maxAttempts: 4, initialDelayMs: 500, budgetMs: 20_000 };
/** Life of a token whose answer does not state it. */
const defaultLifeSeconds = 3600;

/** A form that is posted to an OAuth token endpoint. */
export interface TokenRequest {
  readonly url: string;
  readonly form: Readonly<Record<string, string>>;
  /** Client id and secret for the `Authorization` header; some endpoints read them from the form instead. */
  readonly basic?: { readonly user: string; readonly password: string };
  /** The credential as errors name it: `service principal`. */
  readonly credential: string;
  /** Advice when the credential is refused. */
  readonly hint: string;
  /** Never shown. */
  readonly secrets: readonly string[];
}

/**
 * Asks until there is a token, an answer that no further attempt would change, or no time left.
 *
 * @throws {@link RemoteError} `sign-in-failed`, `network-failed`, `service-failed`
 */
export async function askTokenEndpoint(request: TokenRequest): Promise<IssuedToken> {
  let spentMs = 0;
  for (let attempt = 1; ; attempt += 1) {
    const startedMs = performance.now();
    const outcome = await askOnce(request);
    if (!(outcome instanceof RemoteError)) return outcome;
    spentMs += performance.now() - startedMs;
    const isFinal = outcome.code === "sign-in-failed" || outcome.code === "response-too-large";
    const delayMs = isFinal ? null : retryDelayMs(retries, { attempt, spentMs, random: Math.random() });
    if (delayMs === null) throw outcome;
    spentMs += delayMs;
    await sleep(delayMs);
  }
}

async function askOnce(request: TokenRequest): Promise<IssuedToken | RemoteError> {
  const { url, form, basic } = request;
  const askedMs = Date.now();
  let response: Response;
  let text: string;
  try {
    const headers = new Headers({ "content-type": "application/x-www-form-urlencoded", "user-agent": userAgent });
    if (basic !== undefined) headers.set("authorization", `Basic ${basicCredentials(basic.user, basic.password)}`);
    response = await fetch(url, {
      method: "POST",
      redirect: "manual",
      headers,
      body: new URLSearchParams(form).toString(),
      signal: AbortSignal.timeout(timeoutMs),
    });
    text = await readBody(response, maxBytes);
  } catch (error) {
    if (isRagstoneError(error)) return error as RemoteError;
    const message = `The token endpoint of ${new URL(url).origin} did not answer: ${errorText(error)}.`;
    return new RemoteError("network-failed", message, { hint: "Check the host and the network." });
  }
  const body = parseObject(text) ?? {};
  const token = body["access_token"];
  if (!response.ok || typeof token !== "string") return refusal(response.status, body, request);
  // Version 1 of Azure's endpoint writes the number as text.
  const lifeSeconds = Number(body["expires_in"] ?? defaultLifeSeconds);
  return { token, expiresMs: askedMs + (Number.isFinite(lifeSeconds) ? lifeSeconds : defaultLifeSeconds) * 1000 };
}

/** The value of a `Basic` header. */
export function basicCredentials(user: string, password: string): string {
  return Buffer.from(`${user}:${password}`).toString("base64");
}

function refusal(
  status: number,
  body: Readonly<Record<string, unknown>>,
  { url, secrets, credential, hint }: TokenRequest,
): RemoteError {
  const host = new URL(url).origin;
  let said = [body["error"] ?? body["errorCode"], body["error_description"] ?? body["errorSummary"]]
    .filter((part) => typeof part === "string")
    .join(": ");
  for (const secret of secrets) said = said.replaceAll(secret, "***");
  const answer = `${status}${said === "" ? "" : ` (${said.slice(0, 300)})`}`;
  if (status === 429 || status >= 500) {
    const message = `The token endpoint of ${host} answered ${answer}.`;
    return new RemoteError("service-failed", message, { hint: "Try again later.", status });
  }
  return new RemoteError("sign-in-failed", `${host} refused the ${credential} with ${answer}.`, { hint, status });
}
