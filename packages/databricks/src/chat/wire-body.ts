import { InvalidOptionError, RemoteError } from "@ragstone/core";
import type { ResolvedChatModel } from "../catalogue/resolved-model.js";
import { pieces } from "./chat-tokenizer.js";
import type { ChatRequest, ResponseFormat } from "./chat-request.js";
import type { LengthField } from "./length-field.js";
import { wireMessages } from "./wire-messages.js";
import { wireSchema } from "./wire-schema.js";

/** Long answers without reserving so much of the output limit that few requests fit in a minute. A judgement. */
const defaultMaxTokens = 4096;
/** docs.databricks.com, query reasoning models; Anthropic's reference. */
const minBudgetTokens = 1024;
/** 4 MB (docs.databricks.com, Model Serving limits). */
const maxBytes = 4_000_000;
/**
 * Share of WordPiece's count that no vocabulary goes below, and the usual one; judgements. What lies between them the
 * service decides.
 */
const leastShare = 0.75;
const usualShare = 1.1;
/** Upper limit of an image's tokens at its usual size (docs.anthropic.com, vision). */
const imageTokens = 1600;
/** Requested even if the prompt seems to fill the context: the count is an estimate. */
const leastAnswerTokens = 1024;

export interface WireRequest {
  readonly body: string;
  /** Estimate. */
  readonly inputTokens: number;
  readonly maxTokens: number;
  /** Whether the answer comes as a stream. */
  readonly streamed: boolean;
}

/**
 * The body of a request in the dialect of the model's family: only fields that it supports, checked for values that it
 * would refuse.
 *
 * @throws {@link InvalidOptionError} for values that the service would refuse
 * @throws {@link RemoteError} `context-overflow` or `request-too-large`, before anything is sent
 */
export function wireBody(
  request: ChatRequest,
  { model, endpoint }: ResolvedChatModel,
  { stream, lengthField }: { readonly stream: boolean; readonly lengthField: LengthField },
): WireRequest {
  const budget = budgetOf(request, model.thinking, model.name);
  const thinking = budget > 0;
  // Claude answers a schema whole, never in a stream (github BerriAI/litellm).
  const streamed = stream && !(model.dialect === "claude" && request.responseFormat !== undefined);
  const fields = {
    messages: wireMessages(request.messages, model, { thinking }),
    stream: streamed,
    thinking: thinking ? { type: "enabled", budget_tokens: budget } : undefined,
    // A model that thinks takes no other sampling than its own.
    ...sampling(thinking ? {} : request),
    stop: request.stop === undefined || request.stop.length === 0 ? undefined : request.stop,
    ...tools(request, thinking),
    response_format: request.responseFormat && responseFormat(request.responseFormat, model.dialect === "claude"),
  };
  const counted = countOf(fields.messages) + countOf("tools" in fields ? fields.tools : []);
  const inputTokens = Math.ceil(counted * usualShare);
  const least = Math.ceil(counted * leastShare);
  if (least + budget >= model.contextTokens) {
    const used = `${least} tokens${thinking ? ` and ${budget} are for thinking` : ""}`;
    throw new RemoteError(
      "context-overflow",
      `The prompt has at least ${used}; ${endpoint} has room for ${model.contextTokens}, the answer included.`,
      {
        hint: "Send fewer or shorter messages, or use a model with a larger window.",
        data: { endpoint, inputTokens, contextTokens: model.contextTokens },
      },
    );
  }
  const room = Math.max(model.contextTokens - inputTokens, leastAnswerTokens + budget);
  const maxTokens = maxTokensOf(
    request.maxTokens,
    budget,
    Math.min(model.maxOutputTokens, room),
    model.maxOutputTokens,
  );
  const body = JSON.stringify({ ...fields, [lengthField]: maxTokens });
  const bytes = Buffer.byteLength(body);
  if (bytes > maxBytes) {
    throw new RemoteError(
      "request-too-large",
      `The request for ${endpoint} has ${bytes} bytes; the service takes ${maxBytes}.`,
      { hint: "Send fewer or shorter messages.", data: { endpoint, bytes } },
    );
  }
  return { body, inputTokens, maxTokens, streamed };
}

/** Pieces of everything that is said; an image counts as one, however many bytes it has. */
function countOf(said: unknown): number {
  let images = 0;
  const text = JSON.stringify(said, (key, value: unknown) => {
    if (key !== "image_url" || typeof value !== "object") return value;
    images += 1;
    return undefined;
  });
  return pieces(text) + images * imageTokens;
}

function budgetOf({ thinking }: ChatRequest, capable: boolean, name: string): number {
  if (thinking === undefined) return 0;
  if (!capable)
    throw new InvalidOptionError(
      "thinking",
      `${thinking.budgetTokens} tokens for ${name}`,
      "a model that thinks, such as claude-sonnet-4-6",
    );
  if (!Number.isInteger(thinking.budgetTokens) || thinking.budgetTokens < minBudgetTokens)
    throw new InvalidOptionError(
      "thinking.budgetTokens",
      thinking.budgetTokens,
      `a whole number from ${minBudgetTokens}`,
    );
  return thinking.budgetTokens;
}

function maxTokensOf(requested: number | undefined, budget: number, most: number, cap: number): number {
  if (requested !== undefined && (!Number.isInteger(requested) || requested < 1))
    throw new InvalidOptionError("maxTokens", requested, "a whole number from 1");
  if (requested !== undefined && requested + budget > cap)
    throw new InvalidOptionError("maxTokens", requested + budget, `at most ${cap}, thinking included`);
  return Math.max(1, Math.min(most, (requested ?? defaultMaxTokens) + budget));
}

function sampling({
  temperature,
  topP,
  topK,
}: Pick<ChatRequest, "temperature" | "topP" | "topK">): Readonly<Record<string, number | undefined>> {
  if (temperature !== undefined && !(temperature >= 0 && temperature <= 2))
    throw new InvalidOptionError("temperature", temperature, "a number from 0 to 2");
  if (topP !== undefined && !(topP > 0 && topP <= 1))
    throw new InvalidOptionError("topP", topP, "a number above 0, to 1");
  if (topK !== undefined && !(Number.isInteger(topK) && topK >= 1))
    throw new InvalidOptionError("topK", topK, "a whole number from 1");
  return {
    temperature,
    top_p: topP,
    top_k: topK,
  };
}

function tools({ tools = [], toolChoice }: ChatRequest, thinking: boolean) {
  if (tools.length === 0) return {};
  const named = typeof toolChoice === "object";
  if (named && !tools.some(({ name }) => name === toolChoice.name))
    throw new InvalidOptionError("toolChoice", toolChoice.name, `one of ${tools.map(({ name }) => name).join(", ")}`);
  // "Thinking may not be enabled when tool_choice forces tool use": while thinking, the model chooses.
  const choice =
    thinking && (named || toolChoice === "required")
      ? "auto"
      : named
        ? { type: "function", function: { name: toolChoice.name } }
        : toolChoice;
  return {
    tools: tools.map(({ name, description, parameters }) => ({
      type: "function",
      function: {
        name,
        description: description === "" ? undefined : description,
        parameters: wireSchema(parameters),
      },
    })),
    tool_choice: choice,
  };
}

function responseFormat(format: ResponseFormat, claude: boolean) {
  if (format.type === "json-object") {
    if (claude)
      throw new InvalidOptionError(
        "responseFormat",
        "json-object",
        "a JSON schema for Claude",
        "Give a schema, or ask for JSON in words.",
      );
    return { type: "json_object" };
  }
  const { name, description, schema } = format;
  return {
    type: "json_schema",
    json_schema: {
      name,
      description,
      schema: wireSchema(schema),
      strict: true,
    },
  };
}
