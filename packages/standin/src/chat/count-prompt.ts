import type { ChatRequest, ContentItem } from "./chat-request.js";
import { pieces } from "./pieces.js";

/** Header and end marks of one message in the chat templates of Llama 3 and later. */
const perMessage = 4;
/** The template's begin mark and the header that the answer starts with. */
const perPrompt = 4;

/** Prompt tokens of a request, including those that the template adds. */
export function countPrompt(request: ChatRequest): number {
  let tokens = perPrompt;
  for (const { content, tool_calls: calls } of request.messages) {
    tokens += perMessage;
    if (typeof content === "string") tokens += pieces(content).length;
    else for (const item of content ?? []) tokens += pieces(itemText(item)).length;
    if (calls !== undefined) tokens += pieces(JSON.stringify(calls)).length;
  }
  if (request.tools !== undefined && request.tools.length > 0) tokens += pieces(JSON.stringify(request.tools)).length;
  return tokens;
}

function itemText(item: ContentItem): string {
  if (item.type === "text") return item.text;
  if (item.type !== "document") return "";
  const { source } = item;
  if (source.type === "text") return source.data;
  return typeof source.content === "string" ? source.content : source.content.map((part) => part.text).join("\n");
}
