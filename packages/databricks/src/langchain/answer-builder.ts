import { AIMessage, AIMessageChunk, type ToolCallChunk } from "@langchain/core/messages";
import { ChatGenerationChunk } from "@langchain/core/outputs";
import type { ChatFinish, ChatPart, ChatUsage } from "../chat/chat-part.js";

type Block = { readonly type: string; readonly index: number } & Record<string, unknown>;

/** LangChain gives content blocks and tool calls one row of indices: calls start well behind any block. */
const firstCallIndex = 1000;

/**
 * Makes LangChain chunks of the parts of one answer. Text alone is a string; once there is reasoning, content is a list
 * of blocks with an index, so that adding the chunks up gives each block whole: `{ type: "reasoning", reasoning,
 * signature }`, text, and so on.
 */
export class AnswerBuilder {
  #blocks = 0;
  #open: "reasoning" | "text" | null = null;

  chunk(part: ChatPart): ChatGenerationChunk {
    switch (part.type) {
      case "text":
        return this.#blocks === 0
          ? make({ content: part.text }, part.text)
          : make({ content: [this.#block("text", { text: part.text })] }, part.text);
      case "reasoning":
        return make({ content: [this.#block("reasoning", { reasoning: part.text })] });
      case "reasoning-signature": {
        const block = this.#block("reasoning", { reasoning: "", signature: part.signature });
        // The next part is signed separately.
        this.#open = null;
        return make({ content: [block] });
      }
      case "reasoning-encrypted": {
        this.#open = null;
        const block = this.#block("reasoning", { reasoning: "", encrypted: part.data });
        this.#open = null;
        return make({ content: [block] });
      }
      case "tool-call":
        return make({ content: "", tool_call_chunks: [callChunk(part)] });
      case "citation":
        return make({ content: "", additional_kwargs: { citations: [part.citation] } });
      case "usage":
        return make({ content: "", usage_metadata: usageMetadata(part) });
      case "finish":
        return make({
          content: "",
          response_metadata: responseMetadata(part),
          id: part.id ?? undefined,
        });
    }
  }

  #block(type: "reasoning" | "text", fields: Readonly<Record<string, unknown>>): Block {
    if (this.#open !== type) {
      this.#open = type;
      this.#blocks += 1;
    }
    return { type, index: this.#blocks - 1, ...fields };
  }
}

/** The whole answer as a message, its blocks without the indices that only adding up needs. */
export function toMessage(chunk: AIMessageChunk): AIMessage {
  const { content } = chunk;
  return new AIMessage({
    content:
      typeof content === "string"
        ? content
        : content.map(
            (block) => Object.fromEntries(Object.entries(block).filter(([key]) => key !== "index")) as typeof block,
          ),
    tool_calls: chunk.tool_calls ?? [],
    invalid_tool_calls: chunk.invalid_tool_calls ?? [],
    additional_kwargs: chunk.additional_kwargs,
    response_metadata: chunk.response_metadata,
    usage_metadata: chunk.usage_metadata,
    id: chunk.id,
  });
}

function make(fields: ConstructorParameters<typeof AIMessageChunk>[0] & object, text = ""): ChatGenerationChunk {
  return new ChatGenerationChunk({ text, message: new AIMessageChunk(fields) });
}

function callChunk({
  index,
  id,
  name,
  arguments: args,
}: Extract<ChatPart, { readonly type: "tool-call" }>): ToolCallChunk {
  return {
    type: "tool_call_chunk",
    index: firstCallIndex + index,
    args,
    id: id ?? undefined,
    name: name ?? undefined,
  };
}

function usageMetadata({ inputTokens, outputTokens, cacheReadTokens, cacheWriteTokens }: ChatUsage) {
  const cached = cacheReadTokens > 0 || cacheWriteTokens > 0;
  return {
    input_tokens: inputTokens,
    output_tokens: outputTokens,
    total_tokens: inputTokens + outputTokens,
    input_token_details: cached ? { cache_read: cacheReadTokens, cache_creation: cacheWriteTokens } : undefined,
  };
}

function responseMetadata({ reason, serviceReason, model, requestId }: ChatFinish): Record<string, unknown> {
  return {
    // As OpenAI-shaped answers say it, which is what readers of LangChain messages look for.
    finish_reason: reason === "unknown" ? serviceReason : reason.replace("-", "_"),
    model_name: model ?? undefined,
    request_id: requestId ?? undefined,
  };
}
