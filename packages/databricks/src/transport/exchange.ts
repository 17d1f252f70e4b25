import { isRagstoneError, RemoteError, retryDelayMs, type RetryPolicy } from "@ragstone/core";
import type { Limiter, Permit } from "../limits/limiter.js";
import type { SignIn } from "../sign-in/sign-in.js";
import { deadline } from "./deadline.js";
import type { Failure } from "./failure.js";
import { failureOf, requestIdOf, type About } from "./failure-of.js";
import { networkFailure, timeoutFailure } from "./network-failure.js";
import { readBodyStart } from "../requests/read-body-start.js";
import type { InvalidForm } from "./read-json.js";
import { sleep } from "../requests/sleep.js";
import { userAgent } from "../requests/user-agent.js";
import type { WorkspaceRequest } from "./workspace-request.js";

/**
 * Attempts at an answer that is 200 but makes no sense: a page stays one, half an answer is a lost connection by
 * another name.
 */
const invalidAttempts: Readonly<Record<InvalidForm, number>> = { page: 1, cut: 10, other: 3 };
/** Attempts at an existing endpoint that reports that it does not exist. */
const missingAttempts = 4;
/** Tokens of one request that may end before the service reads them. */
const maxEndedTokens = 20;
/** How often an endpoint is waited for: one that comes and goes is not up. */
const maxWaits = 3;
/** Bytes of an error answer that are read: its code and message come first. */
const errorBytes = 65_536;

export interface ExchangeContext {
  readonly signIn: SignIn;
  readonly limiter: Limiter | null;
  readonly retry: RetryPolicy;
  readonly timeoutMs: number;
  /** Longest time of a stream from its request to its end. */
  readonly streamTimeoutMs: number;
  /** Time without data after which a notice tells the caller what is waited for. */
  readonly silenceNoticeMs: number;
  /** Waits for an endpoint that may not be up. */
  awaitReady(failure: Failure): Promise<Readiness>;
}

/** The outcome of waiting for an endpoint. */
export type Readiness = "waited" | "ready" | "unknown";

type Outcome<T> = { readonly value: T } | { readonly failure: Failure; readonly token?: string };

/**
 * Sends a request until it is answered, given up or aborted: waits for the limits, signs in, maps errors, and retries
 * transient failures (429, 503, lost connections, timeouts; a few times 5xx and malformed answers), with jitter and
 * within the policy's budget: an attempt is made only if one as long as the last would fit.
 *
 * @throws {@link RemoteError} with the code of the last failure, or the signal's reason
 */
export async function exchange<T>(request: WorkspaceRequest<T>, context: ExchangeContext): Promise<T> {
  const { signIn, limiter, retry } = context;
  const { signal, onEvent } = request;
  let spentMs = 0;
  const renewals = tokenRenewals();
  let waits = 0;
  const failures = new Map<string, number>();
  for (let attempt = 1; ; attempt += 1) {
    signal?.throwIfAborted();
    const permit = await limiter?.acquire(request.cost, {
      caller: request.caller,
      again: attempt > 1,
      signal,
      onEvent,
    });
    const startedMs = performance.now();
    const outcome = await attemptOnce(request, context, permit ?? null);
    if ("value" in outcome) return outcome.value;
    const attemptMs = performance.now() - startedMs;
    spentMs += attemptMs;
    let { failure } = outcome;
    if (failure.tokenRefused && renewals.another(signIn, outcome.token)) continue;
    if (failure.maybeNotReady && waits < maxWaits) {
      const readiness = await context.awaitReady(failure);
      if (readiness === "waited") {
        waits += 1;
        continue;
      }
      if (readiness === "ready" && failure.error.code === "endpoint-missing")
        failure = { ...failure, maxAttempts: missingAttempts };
    }
    const kind = `${failure.error.code} ${failure.maxAttempts}`;
    const alike = (failures.get(kind) ?? 0) + 1;
    failures.set(kind, alike);
    const delayMs =
      alike >= failure.maxAttempts
        ? null
        : retryDelayMs(retry, {
            attempt,
            spentMs: spentMs + attemptMs,
            random: Math.random(),
            retryAfterMs: failure.retryAfterMs,
          });
    if (delayMs === null) throw failure.error;
    spentMs += delayMs;
    onEvent?.({ type: "request-retried", attempt, delayMs: Math.round(delayMs), reason: failure.error.message });
    await sleep(delayMs, signal);
  }
}

/**
 * Decides whether a request whose token was refused is sent again with a new one: once, and for tokens that ended while
 * the request waited for its turn at the service a few more times.
 */
function tokenRenewals() {
  let refusedAlive = 0;
  let ended = 0;
  return {
    another(signIn: SignIn, token: string | undefined): boolean {
      if (token === undefined) return false;
      if (signIn.hasEnded(token)) ended += 1;
      else refusedAlive += 1;
      return refusedAlive <= 1 && ended <= maxEndedTokens && signIn.refuse(token);
    },
  };
}

function formOf({ code, data }: RemoteError): InvalidForm {
  const form = data["form"];
  return code === "stream-cut" || form === "cut" ? "cut" : form === "page" ? "page" : "other";
}

async function attemptOnce<T>(
  request: WorkspaceRequest<T>,
  context: ExchangeContext,
  permit: Permit | null,
): Promise<Outcome<T>> {
  const { signIn } = context;
  const timeoutMs = request.timeoutMs ?? context.timeoutMs;
  const totalMs = request.streaming === true ? context.streamTimeoutMs : undefined;
  let awaited = "the sign-in";
  const notify = () => noticeSilence(awaited, { request, context, timeoutMs });
  const onSilence = { ms: context.silenceNoticeMs, notify };
  const limit = deadline({ timeoutMs, totalMs, onSilence, signal: request.signal });
  let settled = false;
  const settle: Permit["admitted"] = (used) => {
    if (!settled) permit?.admitted(used);
    settled = true;
  };
  let keepOpen = false;
  try {
    // Asked for when the limits have room, which may be long after the request was made: tokens end.
    const token = await signIn.token(request.signal);
    awaited = "an answer";
    const response = await fetch(signIn.host + request.path, {
      method: request.method,
      redirect: "manual",
      headers: headersOf(request, signIn, token),
      body: request.body,
      signal: limit.signal,
    });
    awaited = "the rest of an answer";
    if (response.ok) {
      const value = await request.read({
        response,
        requestId: requestIdOf(response.headers),
        deadline: limit,
        settle,
        redact: signIn.redact,
      });
      keepOpen = request.streaming === true;
      return { value };
    }
    const said = await readBodyStart(response, errorBytes);
    const failure = failureOf(response.status, response.headers, said, aboutOf(request, signIn));
    if (failure.refusal !== null && permit !== null) {
      settled = true;
      permit.refused(failure.refusal);
    }
    return { failure, token };
  } catch (error) {
    if (request.signal?.aborted === true) throw request.signal.reason;
    if (limit.passed !== null)
      return { failure: timeoutFailure(limit.passed === "total" ? (totalMs ?? timeoutMs) : timeoutMs, signIn.host) };
    return { failure: caught(error, signIn) };
  } finally {
    if (!keepOpen) {
      limit.release();
      settle();
    }
  }
}

function aboutOf({ resolved }: WorkspaceRequest<unknown>, { host, redact }: SignIn): About {
  return { endpoint: resolved?.endpoint ?? null, model: resolved?.model ?? null, host, redact };
}

/** A request that says nothing for long looks like a program that hangs. */
function noticeSilence(
  awaited: string,
  {
    request,
    context: { signIn, silenceNoticeMs },
    timeoutMs,
  }: { readonly request: WorkspaceRequest<unknown>; readonly context: ExchangeContext; readonly timeoutMs: number },
): void {
  const from = request.resolved === null ? signIn.host : `${request.resolved.endpoint} at ${signIn.host}`;
  request.onEvent?.({
    type: "notice-raised",
    code: "service-silent",
    message:
      `Waiting for ${awaited} from ${from}: nothing has come for ${silenceNoticeMs / 1000} s; ` +
      `the request ends after ${timeoutMs / 1000} s of silence.`,
  });
}

function headersOf(
  {
    streaming,
    body,
    accept = streaming === true ? "text/event-stream, application/json" : "application/json",
  }: Pick<WorkspaceRequest<unknown>, "streaming" | "body" | "accept">,
  { workspaceId }: SignIn,
  token: string,
): Record<string, string> {
  return {
    authorization: `Bearer ${token}`,
    accept,
    "user-agent": userAgent,
    ...(body === undefined ? {} : { "content-type": "application/json" }),
    ...(workspaceId === null ? {} : { "x-databricks-workspace-id": workspaceId }),
  };
}

/** The failure of an exchange that threw; rethrows errors that no further attempt would change. */
function caught(error: unknown, { host, redact }: SignIn): Failure {
  if (!isRagstoneError(error)) return networkFailure(error, host, redact);
  // A stream that is cut before its first part has cost the caller nothing.
  if (!(error instanceof RemoteError) || (error.code !== "response-invalid" && error.code !== "stream-cut"))
    throw error;
  return {
    error,
    maxAttempts: invalidAttempts[formOf(error)],
    retryAfterMs: null,
    refusal: null,
    maybeNotReady: false,
    tokenRefused: false,
  };
}
