import { isRagstoneError, type OnEvent, RemoteError, retriableOnce } from "@ragstone/core";
import type { ModelLimits } from "../catalogue/model-limits.js";
import type { ResolvedModel } from "../catalogue/resolved-model.js";
import { systemClock } from "../limits/clock.js";
import { createLimiter, type Limiter } from "../limits/limiter.js";
import { resolveSignIn } from "../sign-in/resolve-sign-in.js";
import { exchange } from "../transport/exchange.js";
import { replacementHint } from "../transport/failure-of.js";
import { readJson } from "../transport/read-json.js";
import { awaitReady } from "./await-ready.js";
import { readEndpoint } from "./read-endpoint.js";
import type { EndpointFacts } from "./endpoint-facts.js";
import type { Workspace } from "./workspace.js";
import type { WorkspaceOptions } from "./workspace-options.js";

const defaultTimeoutMs = 130_000;
const defaultStreamTimeoutMs = 300_000;
const defaultSilenceNoticeMs = 10_000;
const defaultReadyTimeoutMs = 15 * 60_000;
const defaultReadyPollMs = 5000;
/** Most bytes of an endpoint object; one with many served models has a few KB. */
const endpointBytes = 4 * 1_048_576;
const free = { inputTokens: 0, outputTokens: 0 };

/**
 * A workspace to give to embedders and chat models. Asks and reads nothing yet: sign-in is resolved at the first
 * request.
 *
 * @example
 * const workspace = createWorkspace({ profile: "DEV" }); const embedder = databricksEmbedder({ model: "gte-large-en",
 * workspace });
 */
export function createWorkspace(options: WorkspaceOptions = {}): Workspace {
  const {
    limits = {},
    prices = {},
    retry = {},
    timeoutMs = defaultTimeoutMs,
    streamTimeoutMs = defaultStreamTimeoutMs,
    readyTimeoutMs = defaultReadyTimeoutMs,
    readyPollMs = defaultReadyPollMs,
    onEvent,
    clock = systemClock,
  } = options;
  const readyTimes = { timeoutMs: readyTimeoutMs, pollMs: readyPollMs };
  const limiters = new Map<string, Limiter>();
  const noticed = new Set<string>();
  const signIn = retriableOnce(() =>
    options.signIn === undefined ? resolveSignIn(options) : Promise.resolve(options.signIn),
  );

  const workspace: Workspace = {
    prices,
    onEvent,
    signIn,
    limiter(resolved) {
      let limiter = limiters.get(resolved.endpoint);
      if (limiter === undefined) {
        limiter = createLimiter({ limits: limitsOf(resolved, limits), clock });
        limiters.set(resolved.endpoint, limiter);
      }
      return limiter;
    },
    async send(request) {
      const { resolved } = request;
      const listener = request.onEvent ?? onEvent;
      if (resolved !== null && !noticed.has(resolved.endpoint)) {
        noticed.add(resolved.endpoint);
        noticeRetirement(resolved, listener);
      }
      return exchange(
        { ...request, onEvent: listener },
        {
          signIn: await workspace.signIn(),
          limiter: resolved === null ? null : workspace.limiter(resolved),
          retry,
          timeoutMs,
          streamTimeoutMs,
          silenceNoticeMs: options.silenceNoticeMs ?? defaultSilenceNoticeMs,
          awaitReady: ({ error }) => {
            if (resolved === null || resolved.payPerToken) return Promise.resolve("unknown");
            const { endpoint } = resolved;
            const { signal } = request;
            const look = () => lookAgain(workspace, endpoint, error, signal);
            return awaitReady({ endpoint, look, ...readyTimes, signal, onEvent: listener });
          },
        },
      );
    },
    endpoint: (name, { signal } = {}) => askEndpoint(workspace, name, signal),
  };
  return workspace;
}

async function askEndpoint(
  workspace: Workspace,
  name: string,
  signal: AbortSignal | undefined,
): Promise<EndpointFacts> {
  try {
    return await workspace.send({
      method: "GET",
      path: `/api/2.0/serving-endpoints/${encodeURIComponent(name)}`,
      resolved: null,
      cost: free,
      caller: workspace,
      signal,
      read: async (answer) => readEndpoint(name, await readJson(answer, endpointBytes)),
    });
  } catch (error) {
    throw missing(error, name);
  }
}

function limitsOf(
  { endpoint, model, payPerToken }: ResolvedModel,
  overrides: Readonly<Record<string, ModelLimits>>,
): ModelLimits {
  return overrides[endpoint] ?? overrides[model.name] ?? (payPerToken ? model.limits : {});
}

/** Said once, before it becomes an error. */
function noticeRetirement({ model, payPerToken, endpoint }: ResolvedModel, onEvent: OnEvent | undefined): void {
  if (!payPerToken || model.retirement === null) return;
  const { date } = model.retirement;
  const when = Date.parse(date) > Date.now() ? "retires on" : "was to retire on";
  onEvent?.({
    type: "notice-raised",
    code: "model-retiring",
    message: `${model.title} (${endpoint}) ${when} ${date}. ${replacementHint(endpoint, model)}`,
  });
}

/** An invocation's 404 names no reason; the endpoint object's does. */
async function lookAgain(
  workspace: Workspace,
  endpoint: string,
  invocation: RemoteError,
  signal: AbortSignal | undefined,
) {
  try {
    return await workspace.endpoint(endpoint, { signal });
  } catch (error) {
    throw isRagstoneError(error) && error.code === "endpoint-missing" ? invocation : error;
  }
}

function missing(error: unknown, name: string): unknown {
  if (!(error instanceof RemoteError) || error.code !== "endpoint-missing") return error;
  return new RemoteError(
    "endpoint-missing",
    `The workspace has no endpoint ${JSON.stringify(name)}: ${error.message}`,
    {
      hint: "Check the name among the Serving endpoints of the workspace.",
      data: { endpoint: name },
      status: error.status ?? undefined,
      requestId: error.requestId ?? undefined,
    },
  );
}
