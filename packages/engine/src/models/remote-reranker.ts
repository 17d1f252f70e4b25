import { setTimeout as sleep } from "node:timers/promises";
import {
  InvalidOptionError,
  isRagstoneError,
  labelledText,
  linkSignals,
  RemoteError,
  retryDelayMs,
  type ProviderContext,
  type RagstoneError,
  type Reranker,
} from "@ragstone/core";
import { boundedFetch } from "../langchain/bounded-fetch.js";
import { checkParameters } from "../langchain/check-parameters.js";
import { openaiKey } from "../langchain/openai-key.js";
import { remoteFailure } from "../langchain/remote-failure.js";
import { scoresOfReply } from "./scores-of-reply.js";

/** As many as the hosted services recommend for a query that somebody waits for. */
const maxCandidates = 50;

/** Somebody waits for a search: a few attempts within half a minute. */
const retries = { initialDelayMs: 500, maxDelayMs: 4000, budgetMs: 30_000 };

interface Patience {
  /** Longest time of one attempt. @defaultValue 20000 */
  readonly timeoutMs?: number;
  /** @defaultValue 3 */
  readonly maxAttempts?: number;
}

/** Failures that another attempt may not have. */
const passing = new Set(["network-failed", "rate-limited", "service-failed", "timed-out"]);

/**
 * A reranker behind `POST BASE_URL/rerank` as Cohere, Jina, vLLM, llama.cpp, LiteLLM and Infinity document it: a model, a
 * query and documents go out, `results` with `index` and `relevance_score` come back (Voyage: `data`).
 *
 * @throws {@link InvalidOptionError} without a base URL
 */
export function remoteReranker(
  name: string,
  parameters: Readonly<Record<string, string>>,
  { baseUrl }: ProviderContext,
  { timeoutMs = 20_000, maxAttempts = 3 }: Patience = {},
): Reranker {
  const spec = `openai:${name}`;
  checkParameters("reranker", spec, parameters, []);
  if (baseUrl === undefined)
    throw new InvalidOptionError(
      "reranker",
      spec,
      "a model of a server that reranks, with its base URL",
      "Set the base URL, such as https://api.cohere.com/v2: OpenAI's own service does not rerank.",
    );
  const url = `${baseUrl.replace(/\/+$/u, "")}/rerank`;
  return {
    name: spec,
    maxCandidates,
    async rerank(query, candidates, { signal } = {}) {
      const body = JSON.stringify({
        model: name,
        query,
        documents: candidates.map((candidate) => labelledText(candidate)),
        top_n: candidates.length,
      });
      const reply = await attempts({ spec, url, body, signal, timeoutMs, maxAttempts });
      return scoresOfReply(reply, candidates.length, spec);
    },
  };
}

interface RerankRequest extends Required<Patience> {
  readonly spec: string;
  readonly url: string;
  readonly body: string;
  readonly signal: AbortSignal | undefined;
}

async function attempts(request: RerankRequest): Promise<unknown> {
  const started = performance.now();
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await post(request);
    } catch (error) {
      request.signal?.throwIfAborted();
      const failure = asFailure(error, request.spec);
      const state = { attempt, spentMs: performance.now() - started, random: Math.random() };
      const delayMs = passing.has(failure.code)
        ? retryDelayMs({ ...retries, maxAttempts: request.maxAttempts }, state)
        : null;
      if (delayMs === null) throw failure;
      await sleep(delayMs, undefined, request.signal === undefined ? {} : { signal: request.signal });
    }
  }
}

async function post({ url, body, signal, timeoutMs }: RerankRequest): Promise<unknown> {
  const key = openaiKey();
  using linked = linkSignals([signal], timeoutMs);
  const response = await boundedFetch(url, {
    method: "POST",
    headers: { "content-type": "application/json", ...(key !== null && { authorization: `Bearer ${key}` }) },
    body,
    signal: linked.signal,
  });
  const text = await response.text();
  if (!response.ok) throw Object.assign(new Error(text.slice(0, 500)), { status: response.status });
  return JSON.parse(text) as unknown;
}

function asFailure(error: unknown, spec: string): RagstoneError {
  if (isRagstoneError(error)) return error;
  if (error instanceof SyntaxError)
    return new RemoteError("response-invalid", `${spec} answered with something that is not JSON.`, {
      hint: "Check the base URL: the path /rerank is added to it.",
      data: { spec },
    });
  return remoteFailure(error, { provider: "openai", spec });
}
