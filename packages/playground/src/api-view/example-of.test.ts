import { expect, it } from "vitest";
import { exampleOf } from "./example-of.js";

it("makes a value of the required fields", () => {
  const message = {
    type: "object",
    properties: {
      role: { type: "string", enum: ["user"] },
      content: { anyOf: [{ type: "string" }, { type: "null" }] },
    },
    required: ["role", "content"],
  };
  const schema = {
    type: "object",
    properties: {
      question: { type: "string" },
      k: { type: "integer", minimum: 1 },
      stream: { default: false, type: "boolean" },
      messages: { type: "array", items: message },
      extra: { type: "string" },
    },
    required: ["question", "k", "stream", "messages"],
  };
  expect(exampleOf(schema)).toEqual({ question: "", k: 1, stream: false, messages: [{ role: "user", content: "" }] });
});
