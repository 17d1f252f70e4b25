import type { JsonObject } from "../options/json.js";
import { messageText } from "./chat-request.js";
import type { ChatRequest, ToolDefinition } from "./chat-request.js";
import { schemaInstance } from "./schema-instance.js";
import { contentWords } from "./words.js";

export interface PlannedCall {
  readonly name: string;
  /** As JSON text. */
  readonly arguments: string;
}

/**
 * The tool call that the conversation requests: the one that `tool_choice` names; else, unless a tool has just
 * answered, the one whose name is mentioned or that shares most words with the user's message, if it shares any or a
 * call is required.
 */
export function planToolCall(request: ChatRequest): PlannedCall | null {
  const { tools = [], tool_choice: choice = "auto" } = request;
  if (tools.length === 0 || choice === "none") return null;
  const user = request.messages.findLast((message) => message.role === "user");
  const said = user === undefined ? "" : messageText(user);
  if (typeof choice === "object" && choice !== null) {
    const named = tools.find((tool) => tool.function.name === choice.function.name);
    return named === undefined ? null : call(named, said);
  }
  const required = choice === "required";
  if (request.messages.at(-1)?.role === "tool" && !required) return null;
  const words = new Set(contentWords(said));
  let best: { tool: ToolDefinition; score: number } | null = null;
  for (const tool of tools) {
    const { name, description = "" } = tool.function;
    const mentioned = said.includes(name) ? 100 : 0;
    const shared = (text: string): number => [...new Set(contentWords(text))].filter((word) => words.has(word)).length;
    // A word of the name counts more than one of the description.
    const score =
      mentioned + 2 * shared(name.replaceAll("_", " ").replaceAll(/([a-z])([A-Z])/gu, "$1 $2")) + shared(description);
    if (best === null || score > best.score) best = { tool, score };
  }
  return best !== null && (required || best.score >= 1) ? call(best.tool, said) : null;
}

function call(tool: ToolDefinition, said: string): PlannedCall {
  const parameters: JsonObject = tool.function.parameters ?? { type: "object", properties: {} };
  return { name: tool.function.name, arguments: JSON.stringify(schemaInstance(parameters, said, said) ?? {}) };
}
