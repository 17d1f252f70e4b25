import { InvalidOptionError } from "@ragstone/core";
import type { ChatModel } from "../catalogue/catalogue-model.js";
import type { ChatMessage, ReasoningItem } from "./chat-request.js";

type Json = Readonly<Record<string, unknown>>;
type Assistant = Extract<ChatMessage, { readonly role: "assistant" }>;

/** Claude refuses empty results, and they carry no information for a model. */
const noOutput = "(no output)";

/**
 * The messages as a family's dialect wants them: one system message and first; for Llama text only, as strings; for
 * Llama 4 turns that alternate; for Claude no empty text, no answer at the end, and reasoning only where it is signed
 * and thinking is on.
 *
 * @throws {@link InvalidOptionError} for a conversation that the service would refuse
 */
export function wireMessages(
  messages: readonly ChatMessage[],
  { dialect, name }: ChatModel,
  { thinking }: { readonly thinking: boolean },
): Json[] {
  const firstOther = messages.findIndex(({ role }) => role !== "system");
  const head = firstOther === -1 ? messages : messages.slice(0, firstOther);
  const rest = firstOther === -1 ? [] : messages.slice(firstOther);
  const late = rest.findIndex(({ role }) => role === "system");
  if (late !== -1)
    throw new InvalidOptionError(
      "messages",
      `a system message at position ${head.length + late}`,
      "system messages at the start only",
      "Put the instruction in the first message, or in a user message.",
    );
  const wire: Json[] = [];
  const system = head.map(({ content }) => content as string).filter((text) => text !== "");
  if (system.length > 0) wire.push({ role: "system", content: system.join("\n\n") });
  for (const message of rest) {
    const json =
      message.role === "assistant"
        ? assistant(message, dialect === "claude", thinking)
        : message.role === "tool"
          ? tool(message)
          : user(message, dialect, name);
    if (json === null) continue;
    const before = wire.at(-1);
    // Llama 4 refuses two turns of one speaker in a row.
    if (dialect === "llama-4" && json["role"] === "user" && before?.["role"] === "user")
      wire[wire.length - 1] = { role: "user", content: `${String(before["content"])}\n\n${String(json["content"])}` };
    else wire.push(json);
  }
  const last = wire.at(-1);
  if (last === undefined || last["role"] === "system")
    throw new InvalidOptionError(
      "messages",
      "a conversation without a user message",
      "at least one message of the user",
    );
  if (last["role"] === "assistant")
    throw new InvalidOptionError(
      "messages",
      "a conversation that ends with the assistant",
      "the user's turn last",
      `${name} does not continue a started answer: end with a user or tool message.`,
    );
  return wire;
}

function user(message: ChatMessage, dialect: ChatModel["dialect"], name: string): Json | null {
  if (message.role !== "user") return null;
  const { content } = message;
  if (typeof content === "string") return content === "" ? null : { role: "user", content };
  const items = content.filter((item) => item.type !== "text" || item.text !== "");
  if (items.length === 0) return null;
  if (items.every((item) => item.type === "text"))
    return { role: "user", content: items.map((item) => item.text).join("\n") };
  if (dialect === "llama" || dialect === "llama-4")
    throw new InvalidOptionError(
      "messages",
      "an image",
      "text",
      `${name} reads text only on Databricks: use a model that sees.`,
    );
  return {
    role: "user",
    content: items.map((item) => (item.type === "text" ? item : { type: "image_url", image_url: { url: item.url } })),
  };
}

function tool(message: Extract<ChatMessage, { readonly role: "tool" }>): Json {
  return {
    role: "tool",
    tool_call_id: message.toolCallId,
    content: message.content === "" ? noOutput : message.content,
  };
}

function assistant({ content, toolCalls = [] }: Assistant, claude: boolean, thinking: boolean): Json | null {
  const items = typeof content === "string" ? [{ type: "text" as const, text: content }] : content;
  const text = items.flatMap((item) => (item.type === "text" && item.text !== "" ? [item.text] : [])).join("");
  const reasoning =
    claude && thinking ? items.flatMap((item) => (item.type === "reasoning" ? (reasoningJson(item) ?? []) : [])) : [];
  const calls = toolCalls.map((call) => ({
    id: call.id,
    type: "function",
    function: { name: call.name, arguments: call.arguments === "" ? "{}" : call.arguments },
  }));
  if (text === "" && reasoning.length === 0 && calls.length === 0) return null;
  const body = reasoning.length > 0 ? [...reasoning, ...(text === "" ? [] : [{ type: "text", text }])] : text;
  return {
    role: "assistant",
    // Claude refuses empty content next to tool calls, but accepts absent content.
    content: body === "" ? (claude ? undefined : null) : body,
    tool_calls: calls.length === 0 ? undefined : calls,
  };
}

function reasoningJson({ text, signature, encrypted }: ReasoningItem): Json | null {
  if (encrypted !== undefined)
    return { type: "reasoning", summary: [{ type: "summary_encrypted_text", data: encrypted }] };
  return signature === undefined || signature === ""
    ? null
    : { type: "reasoning", summary: [{ type: "summary_text", text, signature }] };
}
