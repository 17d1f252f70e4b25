import { randomUUID } from "node:crypto";
import type { Workspace } from "./workspace.js";
import { embeddingInputs, embeddingsReply } from "../embeddings/answer-embeddings.js";
import type { EmbeddingFamily } from "../embeddings/embedding-model.js";
import type { EmbeddingsRequest } from "../embeddings/answer-embeddings.js";
import type { ActiveFaults } from "../faults/fault-box.js";
import { isJsonObject } from "../options/json.js";
import type { JsonObject } from "../options/json.js";
import { isReady } from "../models/endpoints.js";
import type { Endpoint } from "../models/endpoints.js";
import { validateRequest } from "../schemas/validate-request.js";
import { checkFamily } from "../chat/check-family.js";
import { checkChatForm, checkChatRules } from "../chat/check-chat.js";
import { chatReply } from "../chat/chat-reply.js";
import type { ChatRequest } from "../chat/chat-request.js";
import { chatStream } from "../chat/chat-stream.js";
import { countPrompt } from "../chat/count-prompt.js";
import { planAnswer } from "../chat/plan-answer.js";
import { maxTokensOf, speak } from "../chat/speak.js";
import { faultReply } from "./fault-reply.js";
import type { Admission } from "../limits/limiter.js";
import { badRequest, errorReply, textReply } from "../replies/reply.js";
import type { BodyReply, Reply } from "../replies/reply.js";

/** A model request: an endpoint's name, or the route that takes it from the body. */
export interface Invocation {
  readonly endpoint: string | null;
  /** `null` on the native route, which takes both. */
  readonly task: "llm/v1/chat" | "llm/v1/embeddings" | null;
  readonly body: Buffer;
}

/** The outcome of a model request. */
export interface Invoked {
  readonly reply: Reply;
  readonly endpoint: string | null;
  readonly faults: ActiveFaults;
}

const none: ActiveFaults = new Map();

/** Answers a model request: endpoint, form, rules, limits, faults, then the model, in this order. */
export async function invoke(invocation: Invocation, workspace: Workspace): Promise<Invoked> {
  const parsed = parse(invocation.body);
  const name =
    invocation.endpoint ?? (isJsonObject(parsed) && typeof parsed["model"] === "string" ? parsed["model"] : null);
  const refuse = (reply: Reply): Invoked => ({ reply, endpoint: name, faults: none });
  if (!isJsonObject(parsed))
    return refuse(
      errorReply(
        400,
        "MALFORMED_REQUEST",
        "Invalid JSON given in the body of the request - failed to parse given JSON",
      ),
    );
  if (name === null) return refuse(badRequest("Missing required field: model"));
  const endpoint = workspace.endpoints.get(name);
  const unavailable = availability(endpoint, name, workspace);
  if (endpoint === null || unavailable !== null) return refuse(unavailable ?? notFound());
  if (invocation.task !== null && invocation.task !== endpoint.model.task) {
    return refuse(badRequest(`Endpoint ${name} has task ${endpoint.model.task}, which this route does not serve.`));
  }
  const chat = endpoint.model.task === "llm/v1/chat";
  const faults = workspace.faults.draw(chat ? "chat" : "embeddings", name);
  const reply = chat
    ? answerChat(parsed, endpoint, faults, workspace)
    : await answerEmbeddings(parsed, endpoint, faults, workspace);
  return { reply, endpoint: name, faults };
}

function parse(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString("utf8"));
  } catch {
    return undefined;
  }
}

function notFound(): Reply {
  return errorReply(
    404,
    "ENDPOINT_NOT_FOUND",
    "The given endpoint does not exist, please retry after checking the specified model and version deployment exists.",
  );
}

function availability(endpoint: Endpoint | null, name: string, { quirks }: Workspace): Reply | null {
  if (endpoint === null) return notFound();
  if (endpoint.state === "retired") return badRequest(`This endpoint ${name} is deprecated`);
  if (endpoint.state === "forbidden")
    return errorReply(403, "PERMISSION_DENIED", `User does not have permission 'Query' on endpoint ${name}.`);
  if (isReady(endpoint, Date.now())) return null;
  if (quirks.notReadyStatus === 404) return notFound();
  return errorReply(503, "TEMPORARILY_UNAVAILABLE", `Endpoint ${name} is not ready: it is scaling up.`);
}

async function answerEmbeddings(
  body: JsonObject,
  endpoint: Endpoint,
  faults: ActiveFaults,
  workspace: Workspace,
): Promise<Reply> {
  const known = new Set([
    "input",
    "instruction",
    "model",
    "encoding_format",
    "client_request_id",
    "usage_context",
    "extra_params",
  ]);
  const unknown = Object.keys(body).find((field) => !known.has(field));
  if (unknown !== undefined) return textReply(400, `Bad request: json: unknown field "${unknown}"`);
  const { model: _, extra_params: __, ...documented } = body;
  const [invalid] = validateRequest("embeddings", documented);
  if (invalid !== undefined) return errorReply(400, "INVALID_PARAMETER_VALUE", `Invalid value at ${invalid}`);
  const request = body as unknown as EmbeddingsRequest;
  const model = workspace.embeddingModel(embeddingFamily(endpoint));
  const inputs = embeddingInputs(request, endpoint, model, workspace.quirks);
  if (!Array.isArray(inputs)) return inputs as Reply;
  const texts = inputs as readonly string[];
  const window = endpoint.model.contextTokens;
  const windowTokens = faults.has("truncate") ? (faults.get("truncate") ?? window / 2) : window;
  const inputTokens = texts.reduce((sum, text) => sum + Math.min(window, model.count(text)), 0);
  const admission = admit(endpoint, inputTokens, 0, workspace);
  if (!("settle" in admission)) return admission;
  const failed = faultReply(faults, endpoint.name, workspace.quirks);
  if (failed !== null) return failed;
  const { quirks } = workspace;
  const reply = embeddingsReply(await model.embed(texts, windowTokens), { request, endpoint, faults, quirks });
  return served(reply, endpoint);
}

function answerChat(body: JsonObject, endpoint: Endpoint, faults: ActiveFaults, workspace: Workspace): Reply {
  const { quirks } = workspace;
  const malformed = checkChatForm(body, endpoint, quirks);
  if (malformed !== null) return malformed;
  const { max_completion_tokens: length, ...rest } = body as unknown as ChatRequest;
  const request = length === undefined ? rest : { ...rest, max_tokens: length };
  const promptTokens = countPrompt(request);
  const refused = checkChatRules(request, endpoint, promptTokens, quirks) ?? checkFamily(request, endpoint, quirks);
  if (refused !== null) return refused;
  const maxTokens = maxTokensOf(request, endpoint, quirks);
  const admission = admit(endpoint, promptTokens, maxTokens * (request.n ?? 1), workspace);
  if (!("settle" in admission)) return admission;
  const failed = faultReply(faults, endpoint.name, quirks);
  if (failed !== null) {
    admission.settle(0);
    return failed;
  }
  const speech = speak(planAnswer(request), request, maxTokens, faults.has("content-filter"));
  const answering = { request, endpoint, speech, promptTokens, quirks };
  if (request.stream ?? quirks.streamByDefault) {
    const { tokensAt, ...stream } = chatStream(answering);
    return served({ ...stream, onEnd: (sent) => admission.settle(tokensAt[sent - 1] ?? 0) }, endpoint);
  }
  admission.settle(speech.outputTokens * (request.n ?? 1));
  return served(chatReply(answering), endpoint);
}

function embeddingFamily({ model: { family } }: Endpoint): EmbeddingFamily {
  return family === "bge" || family === "qwen" ? family : "gte";
}

/** By the limits set on the endpoint, then by those of the workspace. */
function admit(
  endpoint: Endpoint,
  inputTokens: number,
  maxTokens: number,
  workspace: Workspace,
): Admission | BodyReply {
  const { quirks } = workspace;
  const now = Date.now();
  const own = endpoint.gateway?.admit(
    { endpoint: endpoint.name, inputTokens: inputTokens + maxTokens, maxTokens: 0 },
    now,
    { ...quirks, limitBody: "gateway" },
  );
  if (own !== undefined && !("settle" in own)) return own;
  return workspace.limiter(endpoint).admit({ endpoint: endpoint.name, inputTokens, maxTokens }, now, quirks);
}

function served(reply: Reply, endpoint: Endpoint): Reply {
  const bedrock: Readonly<Record<string, string>> =
    endpoint.model.family === "claude" ? { "x-amzn-requestid": randomUUID() } : {};
  const name = endpoint.provisioned ? `${endpoint.model.modelName}-1` : endpoint.name;
  return { ...reply, headers: { ...reply.headers, "served-model-name": name, ...bedrock } };
}
