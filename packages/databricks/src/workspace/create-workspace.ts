import { isRagstoneError, type OnEvent, type RemoteError, retriableOnce } from "@ragstone/core";
import type { ModelLimits } from "../catalogue/model-limits.js";
import type { ResolvedModel } from "../catalogue/resolved-model.js";
import { systemClock, type Clock } from "../limits/clock.js";
import { createLimiter, type Limiter } from "../limits/limiter.js";
import { resolveSignIn } from "../sign-in/resolve-sign-in.js";
import { exchange } from "../transport/exchange.js";
import { withUsageContext } from "../transport/with-usage-context.js";
import { replacementHint } from "../transport/failure-of.js";
import { askEndpoint, askEndpoints } from "./ask-endpoints.js";
import { awaitReady } from "./await-ready.js";
import type { Workspace } from "./workspace.js";
import type { WorkspaceOptions } from "./workspace-options.js";

const defaultTimeoutMs = 130_000;
const defaultStreamTimeoutMs = 300_000;
const defaultSilenceNoticeMs = 10_000;
const defaultReadyTimeoutMs = 15 * 60_000;
const defaultReadyPollMs = 5000;

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
    usageContext = {},
    timeoutMs = defaultTimeoutMs,
    streamTimeoutMs = defaultStreamTimeoutMs,
    readyTimeoutMs = defaultReadyTimeoutMs,
    readyPollMs = defaultReadyPollMs,
    onEvent,
    clock = systemClock,
  } = options;
  const readyTimes = { timeoutMs: readyTimeoutMs, pollMs: readyPollMs };
  const noticed = new Set<string>();
  const signIn = retriableOnce(() =>
    options.signIn === undefined ? resolveSignIn(options) : Promise.resolve(options.signIn),
  );

  const workspace: Workspace = {
    prices,
    onEvent,
    memory: options.memory ?? null,
    completionTokens: new Set(),
    signIn,
    limiter: limiterByEndpoint(limits, clock),
    async send(request) {
      const { resolved } = request;
      const listener = request.onEvent ?? onEvent;
      if (resolved !== null && !noticed.has(resolved.endpoint)) {
        noticed.add(resolved.endpoint);
        noticeRetirement(resolved, listener);
      }
      // Only models know the field.
      const labels = resolved === null ? {} : usageContext;
      return exchange(
        { ...request, body: withUsageContext(request.body, labels), onEvent: listener },
        {
          signIn: await workspace.signIn(),
          limiter: request.limiter ?? (resolved === null ? null : workspace.limiter(resolved)),
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
    endpoints: ({ signal } = {}) => askEndpoints(workspace, signal),
  };
  return workspace;
}

/** One limiter for each endpoint, made when it is first asked for. */
function limiterByEndpoint(limits: NonNullable<WorkspaceOptions["limits"]>, clock: Clock): Workspace["limiter"] {
  const limiters = new Map<string, Limiter>();
  return (resolved) => {
    const limiter = limiters.get(resolved.endpoint) ?? createLimiter({ limits: limitsOf(resolved, limits), clock });
    limiters.set(resolved.endpoint, limiter);
    return limiter;
  };
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
