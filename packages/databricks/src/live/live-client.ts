import { RemoteError, type OnEvent } from "@ragstone/core";
import { refusesMaxTokens } from "../chat/length-field.js";
import { asRecord } from "../requests/as-record.js";
import { parseObject } from "../requests/parse-object.js";
import { readBody } from "../requests/read-body.js";
import { sleep } from "../requests/sleep.js";
import { userAgent } from "../requests/user-agent.js";
import type { Workspace } from "../workspace/workspace.js";

type Json = Readonly<Record<string, unknown>>;

/** Most bytes of an answer in a test. */
const maxBytes = 8 * 1_048_576;
/** Above the 120 s that the service gives a request. */
const timeoutMs = 130_000;

const maxAttempts = 5;
const usualWaitMs = 2000;
const maxWaitMs = 60_000;

/** An answer as it came, with whatever status. */
export interface LiveAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The text as a JSON object; `null` if it is none. */
  readonly json: Json | null;
}

interface LiveCall {
  readonly method?: "GET" | "POST";
  /** From the root of the host. */
  readonly path: string;
  /** Sent as JSON; a string as it is. */
  readonly body?: unknown;
  /** In place of the sign-in's. */
  readonly token?: string;
}

/**
 * Sends requests without the client's limits and checks: the answers themselves are tested. Only a 429 is waited out, so
 * that a limit doesn't look like an answer; none is once a limit or the network outlasted a whole request.
 */
export interface LiveClient {
  /**
   * @throws {@link RemoteError} `network-failed` if there is no whole answer; `timed-out` when the time for all is over;
   * `rate-limited` if a limit doesn't end
   */
  send(call: LiveCall): Promise<LiveAnswer>;
  /** Sends a model request, with `max_completion_tokens` where `max_tokens` is refused. */
  invoke(endpoint: string, body: unknown): Promise<LiveAnswer>;
  /** The first 429, with its headers; `null` if no limit was met. */
  readonly refusal: LiveAnswer | null;
  readonly spent: { readonly requests: number; readonly inputTokens: number; readonly outputTokens: number };
}

export interface LiveClientOptions {
  /** The time for all requests together. */
  readonly totalMs: number;
  readonly signal?: AbortSignal | undefined;
  readonly onEvent?: OnEvent | undefined;
}

export function liveClient(workspace: Workspace, { totalMs, signal, onEvent }: LiveClientOptions): LiveClient {
  const spent = { requests: 0, inputTokens: 0, outputTokens: 0 };
  const end = AbortSignal.timeout(totalMs);
  const stop = signal === undefined ? end : AbortSignal.any([signal, end]);
  let refusal: LiveAnswer | null = null;
  let isPatient = true;
  const send = async (call: LiveCall): Promise<LiveAnswer> => {
    for (let attempt = 1; ; attempt += 1) {
      const answer = await sendOnce(call);
      if (answer.status !== 429) return answer;
      refusal ??= answer;
      isPatient &&= attempt < maxAttempts;
      if (!isPatient) throw stillLimited(attempt);
      const delayMs = waitOf(answer);
      onEvent?.({ type: "request-retried", attempt, delayMs, reason: "The workspace answered with 429." });
      await sleep(delayMs, stop).catch(() => {
        signal?.throwIfAborted();
        throw timeIsOver(totalMs);
      });
    }
  };
  const sendOnce = async (call: LiveCall): Promise<LiveAnswer> => {
    if (end.aborted) throw timeIsOver(totalMs);
    const signIn = await workspace.signIn();
    const bearer = call.token ?? (await signIn.token(signal));
    spent.requests += 1;
    try {
      const response = await fetch(signIn.host + call.path, {
        ...requestOf(call, bearer),
        signal: AbortSignal.any([stop, AbortSignal.timeout(timeoutMs)]),
      });
      const text = await readBody(response, maxBytes);
      const json = parseObject(text);
      count(json, spent);
      return { status: response.status, headers: response.headers, text, json };
    } catch (error) {
      signal?.throwIfAborted();
      if (end.aborted) throw timeIsOver(totalMs);
      isPatient = false;
      const why = error instanceof Error ? error.message : String(error);
      throw new RemoteError("network-failed", `There was no whole answer: ${signIn.redact(why)}.`, {
        hint: "Check the host and the network.",
      });
    }
  };
  return {
    send,
    invoke: invoker(send),
    get refusal() {
      return refusal;
    },
    spent,
  };
}

/** Sends model requests and remembers which endpoints refused `max_tokens`. */
function invoker(send: LiveClient["send"]): LiveClient["invoke"] {
  const renamed = new Set<string>();
  return async (endpoint, body) => {
    const path = invocationsPath(endpoint);
    if (renamed.has(endpoint)) return send({ path, body: renameLength(body) });
    const answer = await send({ path, body });
    if (answer.status !== 400 || !refusesMaxTokens(answer.text)) return answer;
    renamed.add(endpoint);
    return send({ path, body: renameLength(body) });
  };
}

export function invocationsPath(endpoint: string): string {
  return `/serving-endpoints/${encodeURIComponent(endpoint)}/invocations`;
}

function renameLength(body: unknown): unknown {
  const { max_tokens: length, ...rest } = asRecord(body);
  return length === undefined ? body : { ...rest, max_completion_tokens: length };
}

function requestOf({ method = "POST", body }: LiveCall, bearer: string): RequestInit {
  return {
    method,
    redirect: "manual",
    headers: {
      authorization: `Bearer ${bearer}`,
      "user-agent": userAgent,
      ...(body === undefined ? {} : { "content-type": "application/json" }),
    },
    ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
  };
}

/** A limit is no answer: what it keeps from being tested is not known. */
function stillLimited(attempts: number): RemoteError {
  const requests = attempts === 1 ? "a request" : `${attempts} requests`;
  return new RemoteError("rate-limited", `The workspace answered ${requests} with 429.`, {
    hint: "Test again when the limit allows more requests.",
    status: 429,
  });
}

function timeIsOver(totalMs: number): RemoteError {
  return new RemoteError("timed-out", `The ${totalMs / 1000} s for all tests were over.`, {
    hint: "Test again when the workspace answers sooner.",
  });
}

function waitOf({ headers }: LiveAnswer): number {
  const seconds = Number(headers.get("retry-after"));
  return seconds > 0 ? Math.min(seconds * 1000, maxWaitMs) : usualWaitMs;
}

function count(json: Json | null, spent: { inputTokens: number; outputTokens: number }): void {
  const { prompt_tokens: input, completion_tokens: output } = asRecord(json?.["usage"]);
  if (typeof input === "number") spent.inputTokens += input;
  if (typeof output === "number") spent.outputTokens += output;
}
