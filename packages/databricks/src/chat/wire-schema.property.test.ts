import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { wireSchema } from "./wire-schema.js";

type Schema = Readonly<Record<string, unknown>>;

const bounds = fc.record(
  {
    minimum: fc.integer(),
    exclusiveMaximum: fc.integer(),
    multipleOf: fc.constant(2),
    description: fc.constant("said"),
  },
  { requiredKeys: [] },
);
const { schema } = fc.letrec<{ schema: Schema }>((tie) => ({
  schema: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    bounds.map((more): Schema => ({ type: "integer", ...more })),
    bounds.map((more): Schema => ({ type: ["number", "null"], ...more, $schema: "draft" })),
    fc.constant<Schema>({ type: "string", enum: ["minimum", "maximum"], strict: true }),
    fc
      .dictionary(fc.constantFrom("minimum", "strict", "a", "properties"), tie("schema"), { maxKeys: 3 })
      .map((properties): Schema => ({ type: "object", properties, additionalProperties: false })),
    tie("schema").map((items): Schema => ({ type: "array", items, minItems: 1 })),
    fc.array(tie("schema"), { minLength: 1, maxLength: 2 }).map((anyOf): Schema => ({ anyOf })),
  ),
}));

/** Keywords in the places of keywords; names of properties are no keywords. */
function keywords(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(keywords);
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => [
    key,
    ...(key === "properties"
      ? Object.values(inner as Schema).flatMap(keywords)
      : key === "enum"
        ? []
        : keywords(inner)),
  ]);
}

describe("wireSchema", () => {
  it("leaves no refused keyword anywhere, keeps every property, and changes nothing twice", () => {
    fc.assert(
      fc.property(schema, (given) => {
        const sent = wireSchema(given);
        expect(
          keywords(sent).filter((key) =>
            ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf", "$schema", "strict"].includes(
              key,
            ),
          ),
        ).toEqual([]);
        expect(keywords(sent).filter((key) => key === "type" || key === "properties")).toEqual(
          keywords(given).filter((key) => key === "type" || key === "properties"),
        );
        expect(wireSchema(sent)).toEqual(sent);
      }),
    );
  });
});
