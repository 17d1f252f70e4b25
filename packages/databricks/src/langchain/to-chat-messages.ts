import { AIMessage, type BaseMessage, HumanMessage, SystemMessage, ToolMessage } from "@langchain/core/messages";
import { InvalidOptionError } from "@ragstone/core";
import type { ChatMessage, ImageItem, ReasoningItem, TextItem } from "../chat/chat-request.js";

type Block = Readonly<Record<string, unknown>>;

/**
 * LangChain's messages as a request has them. Names are left out, which the service refuses; reasoning keeps its
 * signatures.
 *
 * @throws {@link InvalidOptionError} for kinds of messages and content that the service does not take
 */
export function toChatMessages(messages: readonly BaseMessage[]): ChatMessage[] {
  return messages.map((message): ChatMessage => {
    if (SystemMessage.isInstance(message)) return { role: "system", content: message.text };
    if (HumanMessage.isInstance(message)) return { role: "user", content: userContent(message) };
    if (ToolMessage.isInstance(message))
      return { role: "tool", toolCallId: message.tool_call_id, content: toolContent(message) };
    if (AIMessage.isInstance(message))
      return { role: "assistant", content: assistantContent(message), toolCalls: toolCalls(message) };
    const { role } = message as unknown as { readonly role?: unknown };
    if (message.type === "generic" && (role === "user" || role === "system")) return { role, content: message.text };
    throw new InvalidOptionError(
      "messages",
      `a message of type ${message.type}`,
      "system, human, ai and tool messages",
    );
  });
}

function blocksOf(message: BaseMessage): readonly Block[] | string {
  return typeof message.content === "string" ? message.content : message.content;
}

function userContent(message: BaseMessage): string | readonly (TextItem | ImageItem)[] {
  const blocks = blocksOf(message);
  if (typeof blocks === "string") return blocks;
  return blocks.map((block) => {
    if (typeof block["text"] === "string") return { type: "text", text: block["text"] };
    const url = imageUrl(block);
    if (url !== null) return { type: "image", url };
    throw new InvalidOptionError(
      "messages",
      `content of type ${String(block["type"])}`,
      "text and images",
      "Turn it into text first.",
    );
  });
}

/** The forms of images: OpenAI's, and LangChain's standard blocks of either version. */
function imageUrl({ type, image_url: nested, url, data, mimeType, mime_type: snake }: Block): string | null {
  if (type !== "image_url" && type !== "image") return null;
  if (typeof nested === "string") return nested;
  if (typeof nested === "object" && nested !== null && typeof (nested as Block)["url"] === "string")
    return (nested as Block)["url"] as string;
  if (typeof url === "string") return url;
  const media = mimeType ?? snake;
  return typeof data === "string" && typeof media === "string" ? `data:${media};base64,${data}` : null;
}

function toolContent(message: ToolMessage): string {
  const blocks = blocksOf(message);
  return typeof blocks === "string"
    ? blocks
    : blocks.map((block) => (typeof block["text"] === "string" ? block["text"] : JSON.stringify(block))).join("\n");
}

function assistantContent(message: AIMessage): string | readonly (TextItem | ReasoningItem)[] {
  const blocks = blocksOf(message);
  if (typeof blocks === "string") return blocks;
  return blocks.flatMap((block): (TextItem | ReasoningItem)[] => {
    const { type, text, reasoning, thinking, signature, encrypted, data } = block;
    if (type === "reasoning" || type === "thinking") {
      const said = reasoning ?? thinking;
      return [
        {
          type: "reasoning",
          text: typeof said === "string" ? said : "",
          signature: typeof signature === "string" ? signature : undefined,
          encrypted: typeof encrypted === "string" ? encrypted : undefined,
        },
      ];
    }
    if (type === "redacted_thinking" && typeof data === "string")
      return [{ type: "reasoning", text: "", encrypted: data }];
    return typeof text === "string" ? [{ type: "text", text }] : [];
  });
}

function toolCalls({ tool_calls: calls = [] }: AIMessage) {
  return calls.map(({ id, name, args }, place) => ({
    id: id ?? `call_${place}`,
    name,
    arguments: JSON.stringify(args),
  }));
}
