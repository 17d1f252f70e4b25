import type { BaseLanguageModelInput, StructuredOutputMethodOptions } from "@langchain/core/language_models/base";
import type { BindToolsInput } from "@langchain/core/language_models/chat_models";
import {
  assembleStructuredOutputPipeline,
  createContentParser,
  createFunctionCallingParser,
} from "@langchain/core/language_models/structured_output";
import { RunnableLambda, type Runnable } from "@langchain/core/runnables";
import { toJsonSchema } from "@langchain/core/utils/json_schema";
import { isSerializableSchema, type SerializableSchema } from "@langchain/core/utils/standard_schema";
import { getSchemaDescription, type InteropZodType, isInteropZodSchema } from "@langchain/core/utils/types";
import type { AIMessageChunk } from "@langchain/core/messages";
import { InvalidOptionError, RemoteError } from "@ragstone/core";
import type { ChatDatabricksCallOptions } from "./chat-databricks-options.js";

/** A Zod or Standard Schema, or a JSON schema. */
export type OutputSchema<Output extends Record<string, unknown> = Record<string, unknown>> =
  | InteropZodType<Output>
  | SerializableSchema<Output>
  | Readonly<Record<string, unknown>>;

/** A chat model that calls tools or answers in JSON. */
interface StructuredModel {
  bindTools(
    tools: BindToolsInput[],
    options?: Partial<ChatDatabricksCallOptions>,
  ): Runnable<BaseLanguageModelInput, AIMessageChunk>;
  withConfig(config: Partial<ChatDatabricksCallOptions>): Runnable<BaseLanguageModelInput, AIMessageChunk>;
}

/**
 * @throws {@link InvalidOptionError} for `strict`, which the service does not support in tools, and for an unknown
 * method
 */
export function structuredOutput(
  model: StructuredModel,
  schema: OutputSchema,
  { name, method = "functionCalling", includeRaw, strict }: StructuredOutputMethodOptions<boolean>,
): Runnable<BaseLanguageModelInput, unknown> {
  if (strict === true)
    throw new InvalidOptionError("strict", strict, "to be left out: the service refuses it in tools");
  const json = (isInteropZodSchema(schema) || isSerializableSchema(schema) ? toJsonSchema(schema) : schema) as Readonly<
    Record<string, unknown>
  >;
  const toolName =
    name ?? (typeof json["title"] === "string" && /^[\w-]{1,64}$/.test(json["title"]) ? json["title"] : "extract");
  if (method === "functionCalling") {
    const description = getSchemaDescription(schema) ?? "Gives the answer in its form.";
    const bound = model.bindTools([{ type: "function", function: { name: toolName, description, parameters: json } }], {
      tool_choice: toolName,
    });
    return assembleStructuredOutputPipeline(
      bound,
      called(toolName).pipe(createFunctionCallingParser(schema, toolName)),
      includeRaw,
      "StructuredOutput",
    );
  }
  if (method !== "jsonSchema" && method !== "jsonMode")
    throw new InvalidOptionError("method", method, '"functionCalling", "jsonSchema" or "jsonMode"');
  const bound = model.withConfig({
    responseFormat:
      method === "jsonMode" ? { type: "json-object" } : { type: "json-schema", name: toolName, schema: json },
  });
  return assembleStructuredOutputPipeline(bound, createContentParser(schema), includeRaw, "StructuredOutput");
}

/** A model that thinks cannot be made to call a tool, and may answer in words. */
function called(name: string): RunnableLambda<AIMessageChunk, AIMessageChunk> {
  return RunnableLambda.from((message: AIMessageChunk) => {
    if (message.tool_calls?.some((call) => call.name === name) === true) return message;
    throw new RemoteError(
      "response-invalid",
      `The model answered in words instead of calling ${name}: ${JSON.stringify(message.text.slice(0, 200))}.`,
      { hint: "Ask again, or without thinking, which lets the model choose." },
    );
  });
}
