import type { BaseChatModel } from "@langchain/core/language_models/chat_models";
import { type AIMessageChunk, HumanMessage, SystemMessage } from "@langchain/core/messages";
import {
  checkOptions,
  generationEnd,
  optionKinds as kinds,
  RemoteError,
  type GenerationPart,
  type GenerationRequest,
  type Generator,
  type OptionRulesOf,
  type Tokenizer,
} from "@ragstone/core";
import { estimateTokenizer } from "@ragstone/tokenizers";
import { CitedBlocks } from "./cited-blocks.js";
import { messagesOf, type CitationStyle } from "./messages-of.js";

/** Facts that a chat model does not report about itself. */
export interface ChatModelFacts {
  /** As answers name it. @defaultValue the model's own name */
  readonly name?: string;
  /** Tokens of prompt and answer together. @defaultValue 8192, which the smallest common models have */
  readonly contextTokens?: number;
  /** @defaultValue a high estimate */
  readonly tokenizer?: Tokenizer;
  /** @defaultValue `null` */
  readonly usdPerMillionTokens?: { readonly input: number; readonly output: number } | null;
  /**
   * How the model cites: `documents` sends each source as a document that Claude cites by itself (`ChatAnthropic`),
   * `quotes` asks any model to quote in its text. @defaultValue "quotes"
   */
  readonly citations?: CitationStyle;
  /**
   * Whether the model always says why it stopped, so that a stream which ends without a reason was cut. @defaultValue
   * false
   */
  readonly saysWhyItEnds?: boolean;
}

const chatModel = kinds.part("a LangChain chat model", { invoke: "function", stream: "function", getName: "function" });
const usd = { ...kinds.number({ min: 0, max: 1e6 }), required: true };
const rules = {
  name: kinds.text(),
  contextTokens: { ...kinds.number({ min: 1, max: Infinity }), default: 8192, aliases: ["context", "contextWindow"] },
  tokenizer: kinds.part("a tokenizer", { name: "string", count: "function" }),
  usdPerMillionTokens: kinds.nullable(kinds.record({ input: usd, output: usd }, "{ input, output } in USD")),
  citations: { ...kinds.oneOf(["quotes", "documents"]), default: "quotes" },
  saysWhyItEnds: { ...kinds.boolean(), default: false },
} satisfies OptionRulesOf<ChatModelFacts>;

/**
 * Makes a generator of any LangChain chat model.
 *
 * @throws {@link RemoteError} while generating: `stream-cut` if the answer ends before the model said why
 * (`saysWhyItEnds`)
 */
export function fromChatModel(model: BaseChatModel, facts?: ChatModelFacts): Generator {
  chatModel.check("model", model);
  const {
    name = model.getName(),
    contextTokens = 8192,
    tokenizer = estimateTokenizer(name),
    usdPerMillionTokens = null,
    citations = "quotes",
    saysWhyItEnds = false,
  } = checkOptions(rules, facts);
  return {
    name,
    contextTokens,
    kind: "model",
    tokenizer,
    usdPerMillionTokens,
    generate: (request) => streamModel(model, request, { name, citations, saysWhyItEnds }),
    async complete({ system, user }, { onUsage, signal } = {}) {
      const reply = await model.invoke(
        [new SystemMessage(system), new HumanMessage(user)],
        signal === undefined ? {} : { signal },
      );
      const { inputTokens, outputTokens } = usedBy(reply);
      if (inputTokens > 0 || outputTokens > 0) onUsage?.({ inputTokens, outputTokens });
      return reply.text;
    },
  };
}

async function* streamModel(
  model: BaseChatModel,
  request: GenerationRequest,
  { name, citations, saysWhyItEnds }: Required<Pick<ChatModelFacts, "name" | "citations" | "saysWhyItEnds">>,
): AsyncGenerator<GenerationPart> {
  const { messages, documents } = messagesOf(request, citations);
  const stream = await model.stream([...messages], {
    ...(request.signal !== undefined && { signal: request.signal }),
    ...(request.maxTokens !== undefined && { maxTokens: request.maxTokens }),
    ...(request.temperature !== undefined && { temperature: request.temperature }),
  });
  const blocks = new CitedBlocks(documents);
  let inputTokens = 0;
  let outputTokens = 0;
  let ended: unknown;
  for await (const chunk of stream) {
    const thought = reasoningOf(chunk);
    if (thought !== "") yield { type: "reasoning", text: thought };
    if (citations === "documents" && typeof chunk.content !== "string") yield* blocks.push(chunk.content);
    else if (chunk.text !== "") yield { type: "text", text: chunk.text };
    const used = usedBy(chunk);
    inputTokens += used.inputTokens;
    outputTokens += used.outputTokens;
    const facts: Readonly<Record<string, unknown>> = { ...chunk.additional_kwargs, ...chunk.response_metadata };
    ended = facts["finish_reason"] ?? facts["stop_reason"] ?? facts["done_reason"] ?? ended;
  }
  yield* blocks.finish();
  if (inputTokens > 0 || outputTokens > 0) yield { type: "usage", inputTokens, outputTokens };
  if (saysWhyItEnds && ended === undefined)
    throw new RemoteError("stream-cut", `The answer of ${name} ended before it was whole.`, {
      hint: "Ask again; a server or proxy in between closed the connection.",
    });
  const reason = typeof ended === "string" && ended !== "" ? generationEnd(ended) : "stop";
  yield {
    type: "finish",
    // No tool was offered, so a call of one is no reason to end.
    reason: reason === "tool-calls" ? "unknown" : reason,
    serviceReason: typeof ended === "string" ? ended : undefined,
  };
}

/** The tokens that a message tells of; its field's declared type is `never` for models of unknown output. */
function usedBy(message: object): { readonly inputTokens: number; readonly outputTokens: number } {
  const { usage_metadata: usage } = message as {
    readonly usage_metadata?: { readonly input_tokens: number; readonly output_tokens: number };
  };
  return { inputTokens: usage?.input_tokens ?? 0, outputTokens: usage?.output_tokens ?? 0 };
}

/** Reasoning, as the providers encode it: content blocks, or a separate field. */
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
