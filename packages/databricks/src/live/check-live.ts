import { isRagstoneError, RemoteError, type LiveFinding, type LiveOptions, type LiveReport } from "@ragstone/core";
import type { ResolvedChatModel, ResolvedEmbeddingModel, ResolvedModel } from "../catalogue/resolved-model.js";
import { readErrorBody } from "../transport/error-body.js";
import { refusalOf } from "../transport/refusal-of.js";
import { lookUpModel } from "../workspace/look-up-model.js";
import type { ModelKind } from "../workspace/model-behind.js";
import type { Workspace } from "../workspace/workspace.js";
import { testAssumption, type Assumption } from "./assumption.js";
import { chatAssumptions } from "./chat-assumptions.js";
import { embeddingAssumptions } from "./embedding-assumptions.js";
import { liveClient, type LiveClient } from "./live-client.js";
import { describeAnswer } from "./observe.js";
import { redactFinding } from "./redact-finding.js";
import { serviceAssumptions } from "./service-assumptions.js";

const usualTotalMs = 5 * 60_000;
const usualEmbedder = "gte-large-en";
/** Cheap models that most workspaces offer, in order of preference. */
const usualChat = ["databricks-meta-llama-3-3-70b-instruct", "databricks-gpt-oss-20b", "databricks-claude-haiku-4-5"];

export interface CheckLiveOptions extends LiveOptions {
  readonly workspace: Workspace;
}

/**
 * Tests what this package assumes about Databricks' model serving on a real workspace: about 30 requests of a few tokens
 * each, and one of a window's length.
 *
 * @throws {@link RemoteError} if the workspace cannot be signed in to, or an endpoint does not exist
 */
export function checkLive(options: CheckLiveOptions): Promise<LiveReport> {
  return checkLiveWithin(usualTotalMs, options);
}

/** Tests as long as the time for all suffices; the rest is `not-tested`. */
export async function checkLiveWithin(totalMs: number, options: CheckLiveOptions): Promise<LiveReport> {
  const { workspace, embedder = usualEmbedder, signal, onEvent } = options;
  const { host, redact } = await workspace.signIn();
  const embedding = await endpointOf(embedder, "embedding", options);
  const chat = await endpointOf(options.generator ?? (await readyChat(workspace, signal)), "chat", options);
  const client = liveClient(workspace, { totalMs, signal, onEvent });
  const findings = [
    ...(await testAll(serviceAssumptions, client, embedding as ResolvedEmbeddingModel)),
    ...(await testAll(embeddingAssumptions, client, embedding as ResolvedEmbeddingModel)),
    ...(await testAll(chatAssumptions, client, chat as ResolvedChatModel)),
    refusalFinding(client),
  ];
  const names = await Promise.all([embedding, chat].map(({ endpoint }) => namesOf(endpoint, options)));
  const identity = { redact, host, names: names.flat() };
  return {
    service: "Databricks",
    testedAt: new Date().toISOString().slice(0, 10),
    models: [embedding, chat].map(publicTitle),
    ...client.spent,
    findings: findings.map((finding) => redactFinding(finding, identity)),
  };
}

/** The names of an endpoint and of what it serves, which may be the user's own. */
async function namesOf(endpoint: string, { workspace, signal }: CheckLiveOptions): Promise<readonly string[]> {
  if (endpoint.startsWith("databricks-")) return [endpoint];
  try {
    const { served } = await workspace.endpoint(endpoint, { signal });
    return [endpoint, ...served];
  } catch (error) {
    if (!isRagstoneError(error)) throw error;
    return [endpoint];
  }
}

/** A model that the catalogue does not have is titled by its endpoint, which may be the user's own. */
function publicTitle({ endpoint, model: { title } }: ResolvedModel): string {
  return title === endpoint && !endpoint.startsWith("databricks-") ? "a model of the workspace" : title;
}

async function endpointOf(
  spec: string,
  kind: ModelKind,
  { workspace, signal }: CheckLiveOptions,
): Promise<ResolvedModel> {
  const resolved = await lookUpModel(spec, workspace, { kind, signal });
  if (resolved.model.kind === kind) return resolved;
  throw new RemoteError("request-rejected", `${resolved.endpoint} is no endpoint for ${kind}.`, {
    hint: "Name an endpoint for embeddings and one for chat.",
    data: { endpoint: resolved.endpoint },
  });
}

/** A chat endpoint that is up, one of the usual ones if possible. */
async function readyChat(workspace: Workspace, signal: AbortSignal | undefined): Promise<string> {
  const endpoints = await workspace.endpoints({ signal });
  const ready = endpoints.filter((endpoint) => endpoint.ready && endpoint.task === "llm/v1/chat");
  const names = ready.map(({ name }) => name);
  const found = usualChat.find((name) => names.includes(name)) ?? names[0];
  if (found !== undefined) return found;
  throw new RemoteError("endpoint-missing", "The workspace has no chat endpoint that is ready.", {
    hint: "Name one that can be used.",
  });
}

async function testAll<M>(
  assumptions: readonly Assumption<M>[],
  client: LiveClient,
  model: M,
): Promise<readonly LiveFinding[]> {
  const findings: LiveFinding[] = [];
  // One after the other, so that no limit is met.
  for (const assumption of assumptions) findings.push(await testSafely(assumption, client, model));
  return findings;
}

/** Limits are not provoked: a 429 is described if one came. */
function refusalFinding({ refusal }: LiveClient): LiveFinding {
  const retryAfter = refusal?.headers.get("retry-after") ?? null;
  return {
    name: "limits-refusal",
    subject: "a request above a limit",
    expected: "429 with Retry-After, and the kind of limit in its message",
    observed:
      refusal === null ? "no limit was met" : `Retry-After ${retryAfter ?? "missing"}; ${describeAnswer(refusal)}`,
    outcome:
      refusal === null
        ? "not-tested"
        : retryAfter !== null && refusalOf(readErrorBody(refusal.text), null).kind !== null
          ? "as-assumed"
          : "differs",
  };
}

async function testSafely<M>(assumption: Assumption<M>, client: LiveClient, model: M): Promise<LiveFinding> {
  try {
    return await testAssumption(assumption, client, model);
  } catch (error) {
    if (!isRagstoneError(error)) throw error;
    const { name, subject, expected } = assumption;
    return {
      name,
      subject,
      expected: typeof expected === "string" ? expected : expected(model),
      observed: error.message,
      outcome: "not-tested",
    };
  }
}
