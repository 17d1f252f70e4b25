type Schema = Readonly<Record<string, unknown>>;

/**
 * "Invalid JSON schema - number types do not support minimum": all of them are refused (github databrickslabs/kasal).
 */
const numberKeywords = ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"] as const;
/** Not documented by the service; `strict` belongs to another provider's schemas. */
const dropped = new Set(["$schema", "$id", "strict"]);
/** Keywords whose value is a map of schemas by free name, where nothing is a keyword. */
const maps = new Set(["properties", "$defs", "definitions", "patternProperties"]);

/** A JSON schema without the keywords that are refused; bounds of numbers are said in the description instead. */
export function wireSchema(schema: Schema): Schema {
  const bounds = isNumber(schema["type"])
    ? numberKeywords.filter((keyword) => typeof schema[keyword] === "number" && !isTrivial(schema[keyword]))
    : [];
  const kept: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(schema)) {
    if (dropped.has(key) || (numberKeywords as readonly string[]).includes(key)) continue;
    kept[key] =
      maps.has(key) && isSchema(value)
        ? Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, wireValue(inner)]))
        : key === "enum" || key === "const" || key === "default" || key === "examples"
          ? value
          : wireValue(value);
  }
  if (bounds.length > 0) {
    const said = bounds.map((keyword) => `${keyword} ${String(schema[keyword])}`).join(", ");
    kept["description"] = typeof schema["description"] === "string" ? `${schema["description"]} (${said})` : said;
  }
  return kept;
}

function wireValue(value: unknown): unknown {
  if (Array.isArray(value)) return (value as unknown[]).map(wireValue);
  return isSchema(value) ? wireSchema(value) : value;
}

function isSchema(value: unknown): value is Schema {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isNumber(type: unknown): boolean {
  return Array.isArray(type) ? type.some(isNumber) : type === "number" || type === "integer";
}

/** The bounds of safe integers, which schema writers put everywhere, tell a model nothing. */
function isTrivial(bound: unknown): boolean {
  return typeof bound === "number" && Math.abs(bound) >= Number.MAX_SAFE_INTEGER;
}
