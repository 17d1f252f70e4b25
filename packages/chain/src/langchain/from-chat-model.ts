import type { BaseChatModel } from "@langchain/core/language_models/chat_models";
import { AIMessage, type AIMessageChunk, HumanMessage, SystemMessage, type BaseMessage } from "@langchain/core/messages";
import type { GenerationPart, GenerationRequest, Generator, Tokenizer } from "@ragstone/core";
import { estimateTokenizer } from "@ragstone/tokenizers";
import { buildPrompt } from "../prompt/build-prompt.js";

/** What a chat model does not say of itself. */
export interface ChatModelFacts {
  /** As answers name it. @defaultValue the model's own name */
  readonly name?: string;
  /** Tokens of prompt and answer together. @defaultValue 8192, which the smallest common models have */
  readonly contextTokens?: number;
  /** @defaultValue a high estimate */
  readonly tokenizer?: Tokenizer;
  /** @defaultValue `null` */
  readonly usdPerMillionTokens?: { readonly input: number; readonly output: number } | null;
}

/** Makes a generator of any LangChain chat model, with the inline-quote prompt. */
export function fromChatModel(model: BaseChatModel, { name = model.getName(), contextTokens = 8192, tokenizer = estimateTokenizer(name), usdPerMillionTokens = null }: ChatModelFacts = {}): Generator {
  return {
    name,
    contextTokens,
    tokenizer,
    usdPerMillionTokens,
    generate: (request) => streamModel(model, request),
    async complete({ system, user }, { signal } = {}) {
      const reply = await model.invoke([new SystemMessage(system), new HumanMessage(user)], signal === undefined ? {} : { signal });
      return reply.text;
    },
  };
}

async function* streamModel(model: BaseChatModel, request: GenerationRequest): AsyncGenerator<GenerationPart> {
  const { system, user } = buildPrompt(request);
  const turns = request.history.map((turn): BaseMessage => (turn.role === "user" ? new HumanMessage(turn.text) : new AIMessage(turn.text)));
  const stream = await model.stream([new SystemMessage(system), ...turns, new HumanMessage(user)], {
    ...(request.signal !== undefined && { signal: request.signal }),
    ...(request.maxTokens !== undefined && { maxTokens: request.maxTokens }),
  });
  let inputTokens = 0;
  let outputTokens = 0;
  let reason: "stop" | "length" = "stop";
  for await (const chunk of stream) {
    const thought = reasoningOf(chunk);
    if (thought !== "") yield { type: "reasoning", text: thought };
    if (chunk.text !== "") yield { type: "text", text: chunk.text };
    // The field's declared type is `never` for models of unknown output.
    const { usage_metadata: usage } = chunk as unknown as { readonly usage_metadata?: { readonly input_tokens: number; readonly output_tokens: number } };
    inputTokens += usage?.input_tokens ?? 0;
    outputTokens += usage?.output_tokens ?? 0;
    const facts: Readonly<Record<string, unknown>> = { ...chunk.additional_kwargs, ...chunk.response_metadata };
    const ended = facts["finish_reason"] ?? facts["stop_reason"];
    if (ended === "length" || ended === "max_tokens") reason = "length";
  }
  if (inputTokens > 0 || outputTokens > 0) yield { type: "usage", inputTokens, outputTokens };
  yield { type: "finish", reason };
}

/** Reasoning, as the providers carry it: content blocks, or a field of their own. */
function reasoningOf(chunk: AIMessageChunk): string {
  const field = chunk.additional_kwargs["reasoning_content"];
  if (typeof field === "string") return field;
  if (typeof chunk.content === "string") return "";
  return chunk.content
    .map((block) => {
      const { type, reasoning, thinking } = block as Readonly<Record<string, unknown>>;
      if (type === "reasoning" && typeof reasoning === "string") return reasoning;
      return type === "thinking" && typeof thinking === "string" ? thinking : "";
    })
    .join("");
}
