import type { CallbackManagerForLLMRun } from "@langchain/core/callbacks/manager";
import type { BaseLanguageModelInput, StructuredOutputMethodOptions } from "@langchain/core/language_models/base";
import { BaseChatModel, type BindToolsInput } from "@langchain/core/language_models/chat_models";
import type { AIMessageChunk, BaseMessage } from "@langchain/core/messages";
import type { ChatGenerationChunk, ChatResult } from "@langchain/core/outputs";
import type { Runnable } from "@langchain/core/runnables";
import { InvalidOptionError, type OnEvent } from "@ragstone/core";
import { findModel } from "../catalogue/find-model.js";
import type { ResolvedChatModel, ResolvedModel } from "../catalogue/resolved-model.js";
import type { ChatRequest } from "../chat/chat-request.js";
import { streamChat } from "../chat/stream-chat.js";
import { createWorkspace } from "../workspace/create-workspace.js";
import type { Workspace } from "../workspace/workspace.js";
import { AnswerBuilder, toMessage } from "./answer-builder.js";
import { structuredOutput, type OutputSchema } from "./structured-output.js";
import { toChatMessages } from "./to-chat-messages.js";
import { toToolChoice, toTools } from "./to-tools.js";
import type {
  ChatDatabricksCallOptions,
  ChatDatabricksOptions,
  ChatDatabricksSampling,
} from "./chat-databricks-options.js";

/**
 * Chat models of a Databricks workspace for LangChain: Llama and Claude, pay per token or provisioned. Claude's
 * thinking comes as content blocks `{ type: "reasoning", reasoning, signature }` before the text; give messages back as
 * they came and the model takes its thinking up again. Retries and limits are the workspace's: LangChain's own are not
 * used.
 *
 * @throws {@link InvalidOptionError} when the model is unknown, or no chat model
 * @example
 * const model = new ChatDatabricks({ model: "claude-sonnet-4-6", thinking: { budgetTokens: 2048 } }); const answer =
 * await model.invoke("How are keys rotated?");
 */
export class ChatDatabricks extends BaseChatModel<ChatDatabricksCallOptions> {
  readonly resolved: ResolvedChatModel;
  readonly sampling: ChatDatabricksSampling;
  readonly #workspace: Workspace;
  readonly #onEvent: OnEvent | undefined;

  static override lc_name(): string {
    return "ChatDatabricks";
  }

  constructor(options: ChatDatabricksOptions) {
    const { callbacks, tags, metadata, verbose, cache, disableStreaming, outputVersion } = options;
    // Named one by one: the base class keeps its arguments where serialisers find them, and options contain secrets.
    super({ callbacks, tags, metadata, verbose, cache, outputVersion });
    this.resolved = chatModelOf(options.model);
    this.sampling = samplingOf(options);
    this.disableStreaming = disableStreaming ?? false;
    this.#workspace = options.workspace ?? createWorkspace(options);
    this.#onEvent = options.onEvent;
  }

  /** The endpoint. */
  get model(): string {
    return this.resolved.endpoint;
  }

  override _llmType(): string {
    return "databricks-chat";
  }

  override get callKeys(): string[] {
    return [
      ...super.callKeys,
      "maxTokens",
      "temperature",
      "topP",
      "topK",
      "thinking",
      "tools",
      "tool_choice",
      "responseFormat",
    ];
  }

  /** The data of a call that tracers may show. */
  override invocationParams(options?: this["ParsedCallOptions"]): Record<string, unknown> {
    const { messages: _, ...parameters } = this.#request([], options);
    return { model: this.model, ...parameters };
  }

  override getLsParams(options: this["ParsedCallOptions"]): ReturnType<BaseChatModel["getLsParams"]> {
    const { temperature, maxTokens } = this.#request([], options);
    return {
      ...super.getLsParams(options),
      ls_provider: "databricks",
      ls_model_name: this.model,
      ls_temperature: temperature,
      ls_max_tokens: maxTokens,
    };
  }

  override bindTools(
    tools: BindToolsInput[],
    options?: Partial<ChatDatabricksCallOptions>,
  ): Runnable<BaseLanguageModelInput, AIMessageChunk, ChatDatabricksCallOptions> {
    return this.withConfig({ tools, ...options });
  }

  /**
   * Makes the answer an object of a schema: by default through a tool that the model must call (`functionCalling`), or
   * as JSON text (`jsonSchema`; on Llama also `jsonMode`, without a schema).
   */
  override withStructuredOutput<Output extends Record<string, unknown> = Record<string, unknown>>(
    schema: OutputSchema<Output>,
    config?: StructuredOutputMethodOptions,
  ): Runnable<BaseLanguageModelInput, Output>;
  override withStructuredOutput<Output extends Record<string, unknown> = Record<string, unknown>>(
    schema: OutputSchema<Output>,
    config?: StructuredOutputMethodOptions<true>,
  ): Runnable<BaseLanguageModelInput, { raw: BaseMessage; parsed: Output }>;
  override withStructuredOutput(
    schema: OutputSchema,
    config: StructuredOutputMethodOptions<boolean> = {},
  ): Runnable<BaseLanguageModelInput, unknown> {
    return structuredOutput(this, schema, config);
  }

  override async _generate(messages: BaseMessage[], options: this["ParsedCallOptions"]): Promise<ChatResult> {
    let whole: ChatGenerationChunk | null = null;
    for await (const chunk of this.#chunks(messages, options, false))
      whole = whole === null ? chunk : whole.concat(chunk);
    const message = toMessage(whole!.message as AIMessageChunk);
    const usage = message.usage_metadata;
    return {
      generations: [{ text: message.text, message }],
      llmOutput: usage && {
        tokenUsage: {
          promptTokens: usage.input_tokens,
          completionTokens: usage.output_tokens,
          totalTokens: usage.total_tokens,
        },
      },
    };
  }

  override async *_streamResponseChunks(
    messages: BaseMessage[],
    options: this["ParsedCallOptions"],
    runManager?: CallbackManagerForLLMRun,
  ): AsyncGenerator<ChatGenerationChunk> {
    for await (const chunk of this.#chunks(messages, options, true)) {
      yield chunk;
      await runManager?.handleLLMNewToken(chunk.text, undefined, undefined, undefined, undefined, { chunk });
    }
  }

  async *#chunks(
    messages: readonly BaseMessage[],
    options: this["ParsedCallOptions"],
    stream: boolean,
  ): AsyncGenerator<ChatGenerationChunk> {
    const builder = new AnswerBuilder();
    const request = this.#request(messages, options);
    for await (const part of streamChat({
      workspace: this.#workspace,
      model: this.resolved,
      request,
      stream,
      caller: this,
      signal: options.signal,
      onEvent: this.#onEvent,
    })) {
      yield builder.chunk(part);
    }
  }

  #request(messages: readonly BaseMessage[], options: Partial<this["ParsedCallOptions"]> = {}): ChatRequest {
    return {
      ...this.sampling,
      ...samplingOf(options),
      messages: toChatMessages(messages),
      stop: options.stop ?? this.sampling.stop,
      tools: options.tools && toTools(options.tools),
      toolChoice: toToolChoice(options.tool_choice),
      responseFormat: options.responseFormat,
    };
  }
}

/** Only fields that are set: options of a call are spread over those of the model. */
function samplingOf({
  maxTokens,
  temperature,
  topP,
  topK,
  thinking,
  stop,
}: ChatDatabricksSampling): ChatDatabricksSampling {
  const sampling = { maxTokens, temperature, topP, topK, thinking, stop };
  return Object.fromEntries(Object.entries(sampling).filter(([, value]) => value !== undefined));
}

function chatModelOf(given: string | ResolvedModel): ResolvedChatModel {
  const resolved = typeof given === "string" ? findModel(given) : given;
  if (resolved === null) {
    throw new InvalidOptionError(
      "model",
      given,
      "a model of the catalogue, or an endpoint with its family",
      "Add ?family=claude, llama or openai, or ask the workspace with lookUpModel().",
    );
  }
  const { model } = resolved;
  if (model.kind !== "chat")
    throw new InvalidOptionError("model", resolved.spec, "a chat model such as databricks:claude-sonnet-4-6");
  return { ...resolved, model };
}
