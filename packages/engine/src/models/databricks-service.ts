import type { IndexCheck, ProviderService, ServiceEndpoint } from "@ragstone/core";
import { InvalidOptionError, isRagstoneError } from "@ragstone/core";
import {
  checkLive,
  createWorkspace,
  findModel,
  isSignInConfigured,
  lookUpModel,
  servedModel,
  taskKind,
  type EndpointFacts,
  type Workspace,
} from "@ragstone/databricks";
import { listedModel } from "./databricks-models.js";
import { parseModelSpec } from "./parse-model-spec.js";

const nothing = { fix: null, remedy: null } as const;
/** Parameters of a spec that concern requests, not the endpoint. */
const ofRequests = ["temperature", "thinking"];

/** The Databricks workspace that the environment signs in to. */
export function databricksService(): ProviderService {
  // A check that fails should say so soon.
  const workspace = createWorkspace({ retry: { maxAttempts: 2 } });
  return {
    prefix: "databricks",
    // A profile that is named and cannot be read is a finding, not the absence of a sign-in.
    isConfigured: () => isSignInConfigured().catch(() => true),
    async endpoints({ signal } = {}) {
      const { host } = await workspace.signIn();
      const endpoints = await workspace.endpoints({ signal });
      return { host, endpoints: endpoints.map(listedEndpoint) };
    },
    async check({ embedders, generators, signal }) {
      const { check: signIn, endpoints } = await checkSignIn(workspace, signal);
      if (!signIn.ok) return [signIn];
      const context = { workspace, endpoints, signal };
      const checks = [
        ...embedders.map((spec) => checkEndpoint(spec, "embedding", context)),
        ...generators.map((spec) => checkEndpoint(spec, "chat", context)),
      ];
      return [signIn, ...(await Promise.all(checks))];
    },
    async checkLive({ embedder, generator, signal, onEvent } = {}) {
      const specs = { embedder: ownSpec(embedder, "embedder"), generator: ownSpec(generator, "generator") };
      return checkLive({ workspace, ...specs, signal, onEvent });
    },
  };
}

function listedEndpoint({ name, task, ready, hosting, served }: EndpointFacts): ServiceEndpoint {
  const listed = findModel(name);
  const known = served.map(servedModel).find((model) => model !== null) ?? listed?.model;
  return {
    name,
    spec: listed?.spec ?? `databricks:${name}`,
    task,
    kind: task === null ? (known?.kind ?? null) : taskKind(task),
    ready,
    hosting,
    served,
    model: known === undefined ? null : listedModel(known, true),
  };
}

interface SignInCheck {
  readonly check: IndexCheck;
  /** Those that were listed; none if the sign-in failed. */
  readonly endpoints: readonly EndpointFacts[];
}

/** Whether the workspace takes the sign-in, which is known when it lists its endpoints. */
async function checkSignIn(workspace: Workspace, signal: AbortSignal | undefined): Promise<SignInCheck> {
  const name = "sign-in";
  try {
    const { host, method, sources } = await workspace.signIn();
    const endpoints = await workspace.endpoints({ signal });
    const ready = endpoints.filter((endpoint) => endpoint.ready).length;
    const detail =
      `${host} accepts the sign-in (${method}; host from ${sources.host}, credentials from ${sources.credentials}) ` +
      `and has ${endpoints.length} endpoints, ${ready} ready.`;
    return { check: { name, ok: true, detail, ...nothing }, endpoints };
  } catch (error) {
    return { check: problem(name, error), endpoints: [] };
  }
}

interface CheckContext {
  readonly workspace: Workspace;
  /** Those that the workspace listed a moment ago. */
  readonly endpoints: readonly EndpointFacts[];
  readonly signal: AbortSignal | undefined;
}

/** Whether an endpoint exists, serves a model that can be used as this, and is ready. */
async function checkEndpoint(
  spec: string,
  kind: "chat" | "embedding",
  { workspace, endpoints, signal }: CheckContext,
): Promise<IndexCheck> {
  const name = "endpoint";
  try {
    const { endpoint, model } = await lookUpModel(factsSpec(spec), workspace, { kind, signal });
    if (model.kind !== kind)
      return {
        name,
        ok: false,
        detail: `${endpoint} serves ${model.title}, which is no model for ${kind === "chat" ? "chat" : "embeddings"}.`,
        fix: "Choose another endpoint: the list of the workspace states the task of each.",
        remedy: null,
      };
    const listed = endpoints.find((one) => one.name === endpoint);
    const { ready, update, hosting } = listed ?? (await workspace.endpoint(endpoint, { signal }));
    if (ready) return { name, ok: true, detail: `${endpoint} (${model.title}, ${hosting}) is ready.`, ...nothing };
    return {
      name,
      ok: false,
      detail: `${endpoint} is not ready (update: ${update ?? "unknown"}).`,
      fix: "Look at it on the Serving page of the workspace; one that scales to zero starts with the first request.",
      remedy: null,
    };
  } catch (error) {
    return problem(name, error);
  }
}

function problem(name: string, error: unknown): IndexCheck {
  if (!isRagstoneError(error)) throw error;
  return { name, ok: false, detail: error.message, fix: error.hint, remedy: null };
}

/**
 * The facts of a spec that names an endpoint.
 *
 * @throws {@link InvalidOptionError} if it names another provider's model, which the workspace would be asked for
 */
function ownSpec(spec: string | undefined, option: string): string | undefined {
  if (spec === undefined) return undefined;
  if (spec.startsWith("databricks:")) return factsSpec(spec);
  throw new InvalidOptionError(option, spec, "databricks:ENDPOINT", "Name an endpoint of the Databricks workspace.");
}

/** A spec with the facts of its endpoint alone. */
function factsSpec(spec: string): string {
  const { name, parameters } = parseModelSpec(spec, "model");
  const query = new URLSearchParams(parameters);
  for (const key of ofRequests) query.delete(key);
  const text = query.toString();
  return text === "" ? name : `${name}?${text}`;
}
