import { isJsonObject } from "../options/json.js";
import type { Json, JsonObject } from "../options/json.js";

/**
 * A value that a JSON schema allows, made from a text: numbers are the text's numbers in turn, choices the one the text
 * names, strings quoted parts, capitalised names for places and people, or the text itself.
 *
 * @param text - fills strings
 * @param prompt - where numbers, choices and names are looked for
 */
export function schemaInstance(schema: JsonObject, text: string, prompt: string): Json {
  const numbers = (prompt.match(/-?\d+(?:\.\d+)?/gu) ?? []).map(Number);
  return build(schema, { root: schema, text, prompt, numbers, depth: 0 }, "");
}

interface Context {
  readonly root: JsonObject;
  readonly text: string;
  readonly prompt: string;
  readonly numbers: number[];
  readonly depth: number;
}

function build(schema: Json | undefined, context: Context, name: string): Json {
  if (!isJsonObject(schema) || context.depth > 16) return context.text;
  const deeper = { ...context, depth: context.depth + 1 };
  if (typeof schema["$ref"] === "string") return build(resolve(context.root, schema["$ref"]), deeper, name);
  if (schema["const"] !== undefined) return schema["const"];
  const choices = schema["enum"];
  if (Array.isArray(choices)) return choice(choices, context.prompt);
  for (const key of ["anyOf", "oneOf", "allOf"]) {
    const options = schema[key];
    if (Array.isArray(options) && options.length > 0) {
      if (key === "allOf") return build(merge(options as readonly Json[]), deeper, name);
      return build(
        (options as readonly Json[]).find((option) => isJsonObject(option) && option["type"] !== "null") ??
          (options as readonly Json[])[0],
        deeper,
        name,
      );
    }
  }
  const declared = schema["type"];
  const type = Array.isArray(declared) ? (declared as readonly Json[]).find((option) => option !== "null") : declared;
  if (type === "object" || (type === undefined && schema["properties"] !== undefined)) return object(schema, deeper);
  if (type === "array") {
    const fewest = typeof schema["minItems"] === "number" ? schema["minItems"] : 1;
    return Array.from({ length: Math.max(fewest, schema["maxItems"] === 0 ? 0 : 1) }, () =>
      build(schema["items"] ?? { type: "string" }, deeper, name),
    );
  }
  if (type === "integer" || type === "number") return number(context.numbers, type);
  if (type === "boolean") return !/\b(?:no|not|never|false)\b/iu.test(context.prompt);
  if (type === "null") return null;
  return string(schema, context, name);
}

function object(schema: JsonObject, context: Context): JsonObject {
  const properties = schema["properties"];
  if (!isJsonObject(properties)) return {};
  return Object.fromEntries(Object.entries(properties).map(([key, value]) => [key, build(value, context, key)]));
}

function number(numbers: number[], type: "integer" | "number"): number {
  const value = numbers.shift() ?? 1;
  return type === "integer" ? Math.trunc(value) : value;
}

function choice(choices: readonly Json[], prompt: string): Json {
  const lower = prompt.toLowerCase();
  return (
    choices.find((option) => typeof option === "string" && lower.includes(option.toLowerCase())) ?? choices[0] ?? null
  );
}

function string(schema: JsonObject, { text, prompt }: Context, name: string): string {
  if (schema["format"] === "date") return "2025-01-31";
  if (schema["format"] === "date-time") return "2025-01-31T00:00:00Z";
  const quoted = /["“]([^"”]+)["”]/u.exec(prompt)?.[1];
  const named = /\b(?:city|location|place|name|person|country|subject)\b/iu.test(name.replaceAll(/[_-]/gu, " "));
  const proper = named ? prompt.match(/(?<!^)(?<![.!?]\s)\b\p{Lu}[\p{L}-]+(?:\s\p{Lu}[\p{L}-]+)*/u)?.[0] : undefined;
  const value = quoted ?? proper ?? text;
  const longest = typeof schema["maxLength"] === "number" ? schema["maxLength"] : 2000;
  const shortest = typeof schema["minLength"] === "number" ? schema["minLength"] : 0;
  return value.slice(0, longest).padEnd(shortest, ".");
}

function resolve(root: JsonObject, reference: string): Json | undefined {
  let at: Json | undefined = root;
  for (const part of reference.split("/").slice(1))
    at = isJsonObject(at) ? at[decodeURIComponent(part).replaceAll("~1", "/").replaceAll("~0", "~")] : undefined;
  return at;
}

function propertiesOf({ properties }: JsonObject): JsonObject {
  return isJsonObject(properties) ? properties : {};
}

function merge(schemas: readonly Json[]): JsonObject {
  let merged: JsonObject = {};
  for (const schema of schemas) {
    if (!isJsonObject(schema)) continue;
    const properties = { ...propertiesOf(merged), ...propertiesOf(schema) };
    merged = { ...merged, ...schema, properties };
  }
  return merged;
}
