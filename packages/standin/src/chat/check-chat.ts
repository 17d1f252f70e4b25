import { isJsonObject } from "../options/json.js";
import type { JsonObject } from "../options/json.js";
import { badRequest, jsonReply, textReply } from "../replies/reply.js";
import type { BodyReply } from "../replies/reply.js";
import type { Endpoint } from "../models/endpoints.js";
import type { Quirks } from "../options/quirks.js";
import { chatFields } from "../schemas/chat-schema.js";
import { validateRequest } from "../schemas/validate-request.js";
import type { ChatRequest } from "./chat-request.js";

const numberKeywords = new Set(["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"]);
const common = new Set([...Object.keys(chatFields), "model", "client_request_id", "usage_context", "extra_params"]);
/** Documented, but only some models take them. */
const notClaude = new Set(["reasoning_effort", "logprobs", "top_logprobs"]);
const notOpenAi = new Set(["thinking", "top_k"]);
const notLlama = new Set(["thinking", "reasoning_effort"]);

/**
 * Unknown fields, then form: the checks of a server before it interprets anything. `null` when the body is valid as a
 * {@link ChatRequest}.
 */
export function checkChatForm(body: JsonObject, endpoint: Endpoint, quirks: Quirks): BodyReply | null {
  const claude = endpoint.model.family === "claude";
  const unsupported = claude ? notClaude : endpoint.model.family === "openai" ? notOpenAi : notLlama;
  const takesStreamOptions = quirks.streamOptions === "accept" || endpoint.model.streamOptions === true;
  const problem = (path: string, field: string): BodyReply =>
    claude ? extraInput(path + field) : textReply(400, `Bad request: json: unknown field "${field}"`);
  const completionTokens = endpoint.model.completionTokens === true ? quirks.completionTokens : "reject";
  if (completionTokens === "require" && "max_tokens" in body)
    return badRequest(
      "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.",
    );
  for (const field of Object.keys(body)) {
    if (field === "stream_options" && takesStreamOptions) continue;
    if (field === "max_completion_tokens" && completionTokens !== "reject") continue;
    if (!common.has(field) || unsupported.has(field)) return problem("", field);
  }
  const messages: readonly unknown[] = Array.isArray(body["messages"]) ? body["messages"] : [];
  for (const [i, message] of messages.entries()) {
    const known = new Set(["role", "content", "tool_calls", "tool_call_id"]);
    const extra = isJsonObject(message) ? Object.keys(message).find((key) => !known.has(key)) : undefined;
    if (extra !== undefined) return problem(`messages.${i}.`, extra);
  }
  const tools: readonly unknown[] = Array.isArray(body["tools"]) ? body["tools"] : [];
  for (const [i, tool] of tools.entries()) {
    const definition = isJsonObject(tool) ? tool["function"] : undefined;
    if (!isJsonObject(definition)) continue;
    const extra = Object.keys(definition).find((key) => !["name", "description", "parameters"].includes(key));
    if (extra !== undefined) return problem(`tools.${i}.function.`, extra);
  }
  const {
    stream_options: _,
    model: __,
    extra_params: ___,
    max_completion_tokens: length = body["max_tokens"],
    ...documented
  } = body;
  const [invalid] = validateRequest("chat", length === undefined ? documented : { ...documented, max_tokens: length });
  return invalid === undefined
    ? null
    : jsonReply(400, { error_code: "INVALID_PARAMETER_VALUE", message: `Invalid value at ${invalid}` });
}

function extraInput(field: string): BodyReply {
  // Claude is served through Bedrock, and its errors show it.
  return badRequest(`${field}: Extra inputs are not permitted`, {
    "x-amzn-errortype": "ValidationException:http://internal.amazon.com/coral/com.amazon.bedrock/",
  });
}

/** The rules of the model's family. `null` when the request keeps them. */
export function checkChatRules(
  request: ChatRequest,
  endpoint: Endpoint,
  promptTokens: number,
  quirks: Quirks,
): BodyReply | null {
  const schemas = [
    ...(request.tools ?? []).map((tool) => tool.function.parameters ?? {}),
    ...(request.response_format?.type === "json_schema" ? [request.response_format.json_schema.schema] : []),
  ];
  for (const schema of schemas) {
    const keyword = numberKeyword(schema);
    if (keyword !== null) return badRequest(`Invalid JSON schema - number types do not support ${keyword}`);
  }
  const system = request.messages.findIndex((message, i) => i > 0 && message.role === "system");
  if (system !== -1)
    return badRequest(`The system message must be the first message; found one at position ${system}.`);
  return lengths(request, endpoint, promptTokens, quirks);
}

function lengths(request: ChatRequest, endpoint: Endpoint, promptTokens: number, quirks: Quirks): BodyReply | null {
  const { model } = endpoint;
  const claude = model.family === "claude";
  const cap = quirks.maxOutputTokens[endpoint.name] ?? model.maxOutputTokens;
  const maxTokens = request.max_tokens ?? null;
  if (maxTokens !== null && maxTokens > cap) {
    if (claude)
      return badRequest(
        `max_tokens: ${maxTokens} > ${cap}, which is the maximum allowed number of output tokens ` +
          `for ${model.responseModel}`,
      );
    const advice = "Please reduce the length of max output tokens generated.";
    const message = `max_tokens (${maxTokens}) cannot exceed ${cap}. ${advice}`;
    return quirks.maxTokensError === "json"
      ? badRequest(message)
      : textReply(400, `Bad request: rpc error: code = InvalidArgument desc = ${message}`);
  }
  if (claude) {
    if (promptTokens > model.contextTokens)
      return badRequest(`prompt is too long: ${promptTokens} tokens > ${model.contextTokens} maximum`);
    if (promptTokens + (maxTokens ?? 0) > model.contextTokens) {
      return badRequest(
        `input length and \`max_tokens\` exceed context limit: ${promptTokens} + ${maxTokens ?? 0} > ` +
          `${model.contextTokens}, decrease input length or \`max_tokens\` and try again`,
      );
    }
    return null;
  }
  const wanted = promptTokens + (maxTokens ?? 0);
  if (wanted <= model.contextTokens) return null;
  const parts = `${promptTokens} in the messages, ${maxTokens ?? 0} in the completion`;
  const message =
    `This model's maximum context length is ${model.contextTokens} tokens. However, you requested ${wanted} tokens ` +
    `(${parts}). Please reduce the length of the messages or completion.`;
  return textReply(400, `Bad request: rpc error: code = InvalidArgument desc = ${message}`);
}

function numberKeyword(schema: unknown): string | null {
  if (Array.isArray(schema)) {
    for (const item of schema as readonly unknown[]) {
      const found = numberKeyword(item);
      if (found !== null) return found;
    }
    return null;
  }
  if (!isJsonObject(schema)) return null;
  const typed = schema["type"] === "number" || schema["type"] === "integer";
  for (const [key, value] of Object.entries(schema)) {
    if (typed && numberKeywords.has(key)) return key;
    const found = numberKeyword(value);
    if (found !== null) return found;
  }
  return null;
}
