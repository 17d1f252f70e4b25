import { Ajv } from "ajv";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { JsonObject } from "../options/json.js";
import { schemaInstance } from "./schema-instance.js";

const { schema } = fc.letrec<{
  schema: JsonObject;
  leaf: JsonObject;
  list: JsonObject;
  object: JsonObject;
  choice: JsonObject;
}>((tie) => ({
  schema: fc.oneof({ depthSize: "small" }, tie("leaf"), tie("list"), tie("object"), tie("choice")),
  leaf: fc.constantFrom<JsonObject>(
    { type: "string" },
    { type: "string", minLength: 3, maxLength: 5 },
    { type: "integer" },
    { type: "number" },
    { type: "boolean" },
    { type: "null" },
    { type: ["string", "null"] },
    { enum: ["a", "b"] },
    { const: 3 },
  ),
  list: fc.record({ type: fc.constant("array"), items: tie("schema"), minItems: fc.nat({ max: 3 }) }),
  object: fc.dictionary(fc.constantFrom("a", "city", "c"), tie("schema")).map((properties) => ({
    type: "object",
    properties,
    required: Object.keys(properties),
    additionalProperties: false,
  })),
  choice: fc.array(tie("schema"), { minLength: 1, maxLength: 3 }).map((anyOf) => ({ anyOf })),
}));

describe("schemaInstance", () => {
  it("makes a value that the schema allows", () => {
    const ajv = new Ajv({ strict: false });
    fc.assert(
      fc.property(schema, fc.string(), (schema, text) => {
        const value = schemaInstance(schema, text, text);
        expect([ajv.validate(schema, value), JSON.stringify(value)]).toEqual([true, JSON.stringify(value)]);
      }),
    );
  });

  it("follows references, recursive ones to an end", () => {
    const schema: JsonObject = {
      type: "object",
      properties: { name: { $ref: "#/$defs/name" } },
      $defs: { name: { enum: ["x"] } },
    };
    expect(schemaInstance(schema, "", "")).toEqual({ name: "x" });
  });
});
