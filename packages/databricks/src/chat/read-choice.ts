import { asRecord } from "../requests/as-record.js";
import type { ChatPart } from "./chat-part.js";

type Json = Readonly<Record<string, unknown>>;

/** Parts of one `message` or `delta`: content as a string or as a list of items, tool calls whole or in pieces. */
export function* readChoice(message: Json): Generator<ChatPart, void, undefined> {
  const { content, tool_calls: calls } = message;
  if (typeof content === "string") {
    if (content !== "") yield { type: "text", text: content };
  } else if (Array.isArray(content)) {
    for (const item of content as unknown[]) yield* readItem(item);
  }
  if (!Array.isArray(calls)) return;
  for (const [place, call] of (calls as unknown[]).entries()) {
    const { index = place, id, function: named } = asRecord(call);
    const { name, arguments: text } = asRecord(named);
    yield {
      type: "tool-call",
      index: typeof index === "number" ? index : place,
      id: nonEmpty(id),
      name: nonEmpty(name),
      arguments: typeof text === "string" ? text : text === undefined || text === null ? "" : JSON.stringify(text),
    };
  }
}

function* readItem(item: unknown): Generator<ChatPart, void, undefined> {
  if (typeof item === "string") {
    if (item !== "") yield { type: "text", text: item };
    return;
  }
  const json = asRecord(item);
  if (json["type"] === "reasoning") {
    const summary = json["summary"];
    if (Array.isArray(summary)) for (const piece of summary as unknown[]) yield* readSummary(asRecord(piece));
    return;
  }
  if (typeof json["text"] === "string" && json["text"] !== "") yield { type: "text", text: json["text"] };
  const citations = json["citations"] ?? json["citation"];
  if (Array.isArray(citations)) for (const citation of citations as unknown[]) yield { type: "citation", citation };
  else if (citations !== undefined && citations !== null) yield { type: "citation", citation: citations };
}

function* readSummary({ type, text, signature, data }: Json): Generator<ChatPart, void, undefined> {
  if (type === "summary_encrypted_text") {
    if (typeof data === "string") yield { type: "reasoning-encrypted", data };
    return;
  }
  if (typeof text === "string" && text !== "") yield { type: "reasoning", text };
  if (typeof signature === "string" && signature !== "") yield { type: "reasoning-signature", signature };
}

function nonEmpty(value: unknown): string | null {
  return typeof value === "string" && value !== "" ? value : null;
}
