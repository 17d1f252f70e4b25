import { RemoteError } from "@ragstone/core";
import { asRecord } from "../requests/as-record.js";
import { readBody } from "../requests/read-body.js";
import { sleep } from "../requests/sleep.js";
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
 * that a limit doesn't look like an answer.
 */
export interface LiveClient {
  /** @throws {@link RemoteError} `network-failed` if there is no whole answer */
  send(call: LiveCall): Promise<LiveAnswer>;
  /** Sends a model request. */
  invoke(endpoint: string, body: unknown): Promise<LiveAnswer>;
  /** The first 429, with its headers; `null` if no limit was met. */
  readonly refusal: LiveAnswer | null;
  readonly spent: { readonly requests: number; readonly inputTokens: number; readonly outputTokens: number };
}

export function liveClient(workspace: Workspace, signal: AbortSignal | undefined): LiveClient {
  const spent = { requests: 0, inputTokens: 0, outputTokens: 0 };
  let refusal: LiveAnswer | null = null;
  const send = async (call: LiveCall): Promise<LiveAnswer> => {
    for (let attempt = 1; ; attempt += 1) {
      const answer = await sendOnce(call);
      if (answer.status !== 429) return answer;
      refusal ??= answer;
      if (attempt === maxAttempts) return answer;
      await sleep(waitOf(answer), signal);
    }
  };
  const sendOnce = async ({ method = "POST", path, body, token }: LiveCall): Promise<LiveAnswer> => {
    const signIn = await workspace.signIn();
    const bearer = token ?? (await signIn.token(signal));
    spent.requests += 1;
    const time = AbortSignal.timeout(timeoutMs);
    try {
      const response = await fetch(signIn.host + path, {
        method,
        redirect: "manual",
        headers: {
          authorization: `Bearer ${bearer}`,
          "user-agent": "ragstone",
          ...(body === undefined ? {} : { "content-type": "application/json" }),
        },
        body: body === undefined || typeof body === "string" ? body : JSON.stringify(body),
        signal: signal === undefined ? time : AbortSignal.any([signal, time]),
      });
      const text = await readBody(response, maxBytes);
      const json = parse(text);
      count(json, spent);
      return { status: response.status, headers: response.headers, text, json };
    } catch (error) {
      signal?.throwIfAborted();
      const why = error instanceof Error ? error.message : String(error);
      throw new RemoteError("network-failed", `There was no whole answer: ${signIn.redact(why)}.`, {
        hint: "Check the host and the network.",
      });
    }
  };
  return {
    send,
    invoke: (endpoint, body) => send({ path: `/serving-endpoints/${encodeURIComponent(endpoint)}/invocations`, body }),
    get refusal() {
      return refusal;
    },
    spent,
  };
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

function parse(text: string): Json | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Json) : null;
  } catch {
    return null;
  }
}
