import { badRequest } from "../replies/reply.js";
import type { BodyReply } from "../replies/reply.js";
import { isJsonObject } from "../options/json.js";
import type { Endpoint } from "../models/endpoints.js";
import type { Quirks } from "../options/quirks.js";
import type { ChatMessage, ChatRequest, ContentItem } from "./chat-request.js";
import { isOurSignature } from "./signature.js";

/** Rules of one family only. `null` when the request follows them. */
export function checkFamily(request: ChatRequest, endpoint: Endpoint, quirks: Quirks): BodyReply | null {
  const temperature = checkTemperature(request, endpoint);
  if (temperature !== null) return temperature;
  if (endpoint.model.family === "claude") return claudeRules(request, endpoint, quirks);
  if ((request.n ?? 1) > 1 && !endpoint.provisioned && quirks.payPerTokenChoices === "reject") {
    return badRequest("Bad request: n > 1 is only supported for provisioned throughput endpoints");
  }
  if (endpoint.model.family === "llama-4") return alternation(request.messages) ?? llamaContent(request.messages);
  return endpoint.model.family === "openai" ? null : llamaContent(request.messages);
}

/** Models whose wording is not to be tuned, in the words of their makers. */
function checkTemperature({ temperature }: ChatRequest, { model }: Endpoint): BodyReply | null {
  if (model.fixedTemperature !== true || temperature === undefined || temperature === null || temperature === 1)
    return null;
  return badRequest(
    model.family === "claude"
      ? "`temperature` is not supported for this model."
      : `Unsupported value: 'temperature' does not support ${temperature} with this model. Only the default (1) value is supported.`,
  );
}

function claudeRules(request: ChatRequest, endpoint: Endpoint, quirks: Quirks): BodyReply | null {
  if ((request.n ?? 1) > 1) return badRequest("n: Claude models do not support n > 1");
  if (request.response_format?.type === "json_object")
    return badRequest("response_format: json_object is not supported for Claude models; use json_schema");
  const structured = request.response_format?.type === "json_schema";
  if (structured && request.stream === true && quirks.claudeStreamedFormat === "reject")
    return badRequest("response_format is not supported with streaming for Claude models");
  const last = request.messages.at(-1);
  if (last?.role === "assistant")
    return badRequest(
      "This model does not support assistant message prefill. The conversation must end with a user message.",
    );
  for (const [i, message] of request.messages.entries()) {
    const problem = emptyText(message) ?? badSignature(message, i);
    if (problem !== null) return typeof problem === "string" ? badRequest(problem) : problem;
  }
  const documents = contentItems(request.messages).some((item) => item.type === "document");
  if (documents && quirks.documents === "reject") return badRequest("messages: document content is not supported");
  if (endpoint.model.noThinkingBudget === true && request.thinking?.type === "enabled")
    return badRequest("thinking.type.enabled is not supported for this model. Use adaptive thinking.");
  return toolRules(request.messages) ?? thinkingRules(request, quirks);
}

/**
 * Every tool call is answered at once, every answer has its call, and arguments are a JSON object (Anthropic's Messages
 * API).
 */
function toolRules(messages: readonly ChatMessage[]): BodyReply | null {
  let open = new Set<string>();
  for (const [i, message] of messages.entries()) {
    if (message.role === "tool") {
      if (!open.delete(message.tool_call_id ?? "")) {
        return badRequest(
          `messages.${i}: unexpected \`tool_use_id\` found in \`tool_result\` blocks: ${message.tool_call_id ?? ""}. ` +
            "Each `tool_result` block must have a corresponding `tool_use` block in the previous message.",
        );
      }
      continue;
    }
    if (open.size > 0) return badRequest(`messages.${i}: ${unanswered(open)}`);
    const calls = message.tool_calls ?? [];
    open = new Set(calls.map(({ id }) => id));
    const broken = calls.find((call) => !isObjectText(call.function.arguments));
    if (broken !== undefined)
      return badRequest(`messages.${i}: arguments of tool call ${broken.id} are not a JSON object`);
  }
  return open.size === 0 ? null : badRequest(`messages: ${unanswered(open)}`);
}

function unanswered(ids: ReadonlySet<string>): string {
  return `\`tool_use\` ids were found without \`tool_result\` blocks immediately after: ${[...ids].join(", ")}.`;
}

function isObjectText(text: string): boolean {
  try {
    return isJsonObject(JSON.parse(text));
  } catch {
    return false;
  }
}

function thinkingRules(request: ChatRequest, quirks: Quirks): BodyReply | null {
  if (request.thinking?.type !== "enabled") return null;
  const { budget_tokens: budget } = request.thinking;
  if (budget < 1024) return badRequest("thinking.enabled.budget_tokens: Input should be greater than or equal to 1024");
  if (request.max_tokens === undefined || request.max_tokens === null || request.max_tokens <= budget) {
    return badRequest("`max_tokens` must be greater than `thinking.budget_tokens`");
  }
  const allowed = quirks.claudeThinkingTemperature;
  if (request.temperature !== undefined && request.temperature !== null && request.temperature !== allowed) {
    return badRequest("`temperature` may only be set to 1 when thinking is enabled");
  }
  if (request.top_k !== undefined && request.top_k !== null)
    return badRequest("`top_k` must be unset when thinking is enabled");
  if (request.top_p !== undefined && request.top_p !== null && request.top_p < 0.95) {
    return badRequest("`top_p` must be greater than or equal to 0.95 or unset when thinking is enabled");
  }
  const choice = request.tool_choice;
  if (choice === "required" || (typeof choice === "object" && choice !== null))
    return badRequest("Thinking may not be enabled when tool_choice forces tool use.");
  return null;
}

function emptyText(message: ChatMessage): string | null {
  const { content } = message;
  if (message.role === "tool") return null;
  if (content === "") return "messages: text content blocks must be non-empty";
  if (
    Array.isArray(content) &&
    (content as readonly ContentItem[]).some((item) => item.type === "text" && item.text === "")
  )
    return "messages: text content blocks must be non-empty";
  return null;
}

function badSignature(message: ChatMessage, position: number): string | null {
  for (const item of contentItems([message])) {
    if (item.type !== "reasoning") continue;
    for (const part of item.summary) {
      const valid =
        part.type === "summary_encrypted_text"
          ? isOurSignature("", part.data)
          : isOurSignature(part.text, part.signature ?? "");
      if (!valid) return `messages.${position}.content.0: Invalid \`signature\` in \`thinking\` block`;
    }
  }
  return null;
}

function alternation(messages: readonly ChatMessage[]): BodyReply | null {
  const speaker = (message: ChatMessage): string => (message.role === "assistant" ? "assistant" : "user");
  const turns = messages.filter((message) => message.role !== "system");
  for (const [i, message] of turns.entries()) {
    const before = turns[i - 1];
    const results = message.role === "tool" && before?.role === "tool";
    if (before !== undefined && !results && speaker(before) === speaker(message))
      return badRequest("Bad request: messages must alternate between user and assistant roles");
  }
  return turns.at(-1)?.role === "assistant" ? badRequest("Bad request: the last message must be from the user") : null;
}

function llamaContent(messages: readonly ChatMessage[]): BodyReply | null {
  const item = contentItems(messages).find(({ type }) => type !== "text");
  return item === undefined
    ? null
    : badRequest(`Bad request: content of type ${item.type} is not supported by this model`);
}

function contentItems(messages: readonly ChatMessage[]): ContentItem[] {
  return messages.flatMap(({ content }) => (Array.isArray(content) ? (content as readonly ContentItem[]) : []));
}
