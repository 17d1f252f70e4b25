import type { JsonObject } from "../options/json.js";

const text = { type: "string" } as const;
const nullable = (schema: JsonObject): JsonObject => ({ anyOf: [schema, { type: "null" }] });

const cacheControl: JsonObject = {
  type: "object",
  required: ["type"],
  properties: { type: text },
  additionalProperties: true,
};

const textItem: JsonObject = {
  type: "object",
  required: ["type", "text"],
  properties: {
    type: { const: "text" },
    text,
    citations: { type: "array" },
    citation: {},
    cache_control: cacheControl,
  },
  additionalProperties: false,
};

const summary: JsonObject = {
  oneOf: [
    {
      type: "object",
      required: ["type", "text"],
      properties: { type: { const: "summary_text" }, text, signature: nullable(text) },
      additionalProperties: false,
    },
    {
      type: "object",
      required: ["type", "data"],
      properties: { type: { const: "summary_encrypted_text" }, data: text },
      additionalProperties: false,
    },
  ],
};

const reasoningItem: JsonObject = {
  type: "object",
  required: ["type", "summary"],
  properties: { type: { const: "reasoning" }, summary: { type: "array", items: summary } },
  additionalProperties: false,
};

// The reference names DocumentContent and Source; the fields are assumed to be Anthropic's.
const documentItem: JsonObject = {
  type: "object",
  required: ["type", "source"],
  properties: {
    type: { const: "document" },
    source: {
      oneOf: [
        {
          type: "object",
          required: ["type", "media_type", "data"],
          properties: { type: { const: "text" }, media_type: { const: "text/plain" }, data: text },
          additionalProperties: false,
        },
        {
          type: "object",
          required: ["type", "content"],
          properties: {
            type: { const: "content" },
            content: {
              anyOf: [
                text,
                {
                  type: "array",
                  items: {
                    type: "object",
                    required: ["type", "text"],
                    properties: { type: { const: "text" }, text },
                    additionalProperties: false,
                  },
                },
              ],
            },
          },
          additionalProperties: false,
        },
      ],
    },
    title: nullable(text),
    context: nullable(text),
    citations: {
      type: "object",
      required: ["enabled"],
      properties: { enabled: { type: "boolean" } },
      additionalProperties: false,
    },
    cache_control: cacheControl,
  },
  additionalProperties: false,
};

const imageItem: JsonObject = {
  type: "object",
  required: ["type", "image_url"],
  properties: {
    type: { enum: ["image", "image_url"] },
    image_url: {
      anyOf: [
        text,
        { type: "object", required: ["url"], properties: { url: text, detail: text }, additionalProperties: false },
      ],
    },
  },
  additionalProperties: false,
};

const fileItem: JsonObject = {
  type: "object",
  required: ["type"],
  properties: { type: { const: "file" } },
  additionalProperties: true,
};

const toolCall: JsonObject = {
  type: "object",
  required: ["id", "type", "function"],
  properties: {
    id: text,
    type: { const: "function" },
    function: {
      type: "object",
      required: ["name", "arguments"],
      properties: { name: text, arguments: text },
      additionalProperties: false,
    },
    index: { type: "integer", minimum: 0 },
  },
  additionalProperties: false,
};

const content: JsonObject = {
  anyOf: [
    text,
    { type: "null" },
    { type: "array", items: { oneOf: [textItem, reasoningItem, documentItem, imageItem, fileItem] } },
  ],
};

const speaker = (roles: readonly string[], required: readonly string[], extra: JsonObject): JsonObject => ({
  type: "object",
  required: ["role", ...required],
  properties: { role: { enum: roles }, content, ...extra },
  additionalProperties: false,
});

const message: JsonObject = {
  oneOf: [
    speaker(["system", "user"], ["content"], {}),
    speaker(["assistant"], [], { tool_calls: { type: "array", items: toolCall } }),
    speaker(["tool"], ["content", "tool_call_id"], { tool_call_id: text }),
  ],
};

const tool: JsonObject = {
  type: "object",
  required: ["type", "function"],
  properties: {
    type: { const: "function" },
    function: {
      type: "object",
      required: ["name"],
      properties: { name: text, description: text, parameters: { type: "object" } },
      additionalProperties: false,
    },
  },
  additionalProperties: false,
};

const toolChoice: JsonObject = {
  anyOf: [
    { enum: ["none", "auto", "required"] },
    {
      type: "object",
      required: ["type", "function"],
      properties: {
        type: { const: "function" },
        function: { type: "object", required: ["name"], properties: { name: text }, additionalProperties: false },
      },
      additionalProperties: false,
    },
  ],
};

const responseFormat: JsonObject = {
  oneOf: [
    {
      type: "object",
      required: ["type"],
      properties: { type: { enum: ["text", "json_object"] } },
      additionalProperties: false,
    },
    {
      type: "object",
      required: ["type", "json_schema"],
      properties: {
        type: { const: "json_schema" },
        json_schema: {
          type: "object",
          required: ["name", "schema"],
          properties: {
            name: text,
            description: text,
            schema: { type: "object" },
            strict: { type: ["boolean", "null"] },
          },
          additionalProperties: false,
        },
      },
      additionalProperties: false,
    },
  ],
};

const thinking: JsonObject = {
  oneOf: [
    {
      type: "object",
      required: ["type", "budget_tokens"],
      properties: { type: { const: "enabled" }, budget_tokens: { type: "integer" } },
      additionalProperties: false,
    },
    { type: "object", required: ["type"], properties: { type: { const: "disabled" } }, additionalProperties: false },
  ],
};

/** Documented fields of a chat request, by name. */
export const chatFields = {
  messages: { type: "array", minItems: 1, items: message },
  max_tokens: nullable({ type: "integer", exclusiveMinimum: 0 }),
  stream: { type: ["boolean", "null"] },
  temperature: nullable({ type: "number", minimum: 0, maximum: 2 }),
  top_p: nullable({ type: "number", exclusiveMinimum: 0, maximum: 1 }),
  top_k: nullable({ type: "integer", minimum: 1 }),
  stop: { anyOf: [text, { type: "array", items: text }, { type: "null" }] },
  n: { type: "integer", minimum: 1, maximum: 5 },
  tools: { type: "array", items: tool },
  tool_choice: nullable(toolChoice),
  response_format: nullable(responseFormat),
  logprobs: { type: ["boolean", "null"] },
  top_logprobs: { type: ["integer", "null"], minimum: 0, maximum: 20 },
  reasoning_effort: nullable({ enum: ["low", "medium", "high"] }),
  thinking: nullable(thinking),
} as const satisfies Record<string, JsonObject>;
