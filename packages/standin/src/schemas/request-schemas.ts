import type { JsonObject } from "../options/json.js";
import { chatFields } from "./chat-schema.js";

const input: JsonObject = { anyOf: [{ type: "string" }, { type: "array", items: { type: "string" } }] };
const native: JsonObject = {
  client_request_id: { type: "string" },
  usage_context: { type: "object", additionalProperties: { type: "string" } },
};
const embeddingFields: JsonObject = { input, instruction: { type: "string" } };

function object(required: readonly string[], properties: JsonObject): JsonObject {
  return {
    $schema: "http://json-schema.org/draft-07/schema#",
    type: "object",
    required,
    properties,
    additionalProperties: false,
  };
}

/**
 * JSON schemas (draft 7) of the documented request fields, by route: `chat` and `embeddings` are `POST
 * /serving-endpoints/{endpoint}/invocations`, the others the OpenAI-compatible routes. From the reference of the
 * Foundation Model REST API; `encoding_format` is what OpenAI's clients send and endpoints accept.
 */
export const requestSchemas = {
  chat: object(["messages"], { ...chatFields, ...native }),
  openAiChat: object(["model", "messages"], { ...chatFields, model: { type: "string" } }),
  embeddings: object(["input"], { ...embeddingFields, encoding_format: { enum: ["float", "base64"] }, ...native }),
  openAiEmbeddings: object(["model", "input"], {
    ...embeddingFields,
    model: { type: "string" },
    encoding_format: { enum: ["float", "base64"] },
  }),
} as const;

/** A route that {@link requestSchemas} has a schema for. */
export type RequestKind = keyof typeof requestSchemas;
