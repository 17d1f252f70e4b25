import type { BindToolsInput } from "@langchain/core/language_models/chat_models";
import { convertToOpenAITool, isLangChainTool } from "@langchain/core/utils/function_calling";
import { InvalidOptionError } from "@ragstone/core";
import type { ChatRequest, ChatTool } from "../chat/chat-request.js";

/**
 * Tools of any of LangChain's kinds.
 *
 * @throws {@link InvalidOptionError} for something that is no function
 */
export function toTools(tools: readonly BindToolsInput[]): ChatTool[] {
  return tools.map((tool) => {
    const converted = isLangChainTool(tool) ? convertToOpenAITool(tool) : tool;
    const {
      type,
      function: named,
      name,
      description,
      parameters,
      input_schema: schema,
    } = converted as Readonly<Record<string, unknown>>;
    const definition =
      type === "function" && typeof named === "object" && named !== null
        ? (named as Readonly<Record<string, unknown>>)
        : { name, description, parameters: parameters ?? schema };
    if (typeof definition["name"] !== "string")
      throw new InvalidOptionError("tools", JSON.stringify(tool), "functions with a name, a description and a schema");
    return {
      name: definition["name"],
      description: typeof definition["description"] === "string" ? definition["description"] : undefined,
      parameters: (definition["parameters"] as Readonly<Record<string, unknown>> | undefined) ?? {
        type: "object",
        properties: {},
      },
    };
  });
}

/** LangChain's `any` is the service's `required`; any other word is the name of a tool. */
export function toToolChoice(choice: unknown): ChatRequest["toolChoice"] | undefined {
  if (choice === undefined || choice === null) return undefined;
  if (choice === "auto" || choice === "none" || choice === "required") return choice;
  if (choice === "any") return "required";
  if (typeof choice === "string") return { name: choice };
  const {
    function: named,
    name,
    type,
  } = choice as { readonly function?: { readonly name?: unknown }; readonly name?: unknown; readonly type?: unknown };
  const wanted = named?.name ?? name;
  if (typeof wanted === "string") return { name: wanted };
  if (type === "auto" || type === "none" || type === "any") return toToolChoice(type);
  throw new InvalidOptionError("tool_choice", JSON.stringify(choice), '"auto", "any", "none" or the name of a tool');
}
