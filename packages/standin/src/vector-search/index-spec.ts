import { isJsonObject, type JsonObject } from "../options/json.js";

/** The parameters of an index as they were checked when it was created. */
export interface IndexSpec {
  readonly name: string;
  readonly endpoint: string;
  readonly primaryKey: string;
  readonly type: "DIRECT_ACCESS" | "DELTA_SYNC";
  /** Types by column; `null` where the source table decides. */
  readonly schema: Readonly<Record<string, string>> | null;
  readonly vector: { readonly column: string; readonly dimension: number } | null;
  /** The text column that the service embeds itself. */
  readonly embedded: { readonly column: string; readonly model: string } | null;
  readonly sourceTable: string | null;
  /** As given, for the index object. */
  readonly given: JsonObject;
}

const columnTypes = new Set(["integer", "long", "float", "double", "boolean", "string", "date", "timestamp"]);
const isColumnType = (type: unknown): boolean =>
  typeof type === "string" && (columnTypes.has(type) || /^array<(?:float|double)>$/u.test(type));

/** Checks the body of a request to create an index; the text of an error where it is refused. */
export function indexSpec(body: JsonObject): IndexSpec | string {
  const { name, endpoint_name: endpoint, primary_key: primaryKey, index_type: type } = body;
  if (typeof name !== "string" || !/^[\w-]+\.[\w-]+\.[\w-]+$/u.test(name))
    return `Index name ${JSON.stringify(name)} must have the form catalog.schema.index.`;
  if (typeof endpoint !== "string" || endpoint === "") return "endpoint_name is required.";
  if (typeof primaryKey !== "string" || primaryKey === "") return "primary_key is required.";
  if (type !== "DIRECT_ACCESS" && type !== "DELTA_SYNC") return "index_type must be DIRECT_ACCESS or DELTA_SYNC.";
  const field = type === "DIRECT_ACCESS" ? "direct_access_index_spec" : "delta_sync_index_spec";
  const spec = body[field];
  if (!isJsonObject(spec)) return `${field} is required.`;
  const [vectorColumn] = listOf(spec["embedding_vector_columns"]);
  const [sourceColumn] = listOf(spec["embedding_source_columns"]);
  const vector =
    typeof vectorColumn?.["name"] === "string" && typeof vectorColumn["embedding_dimension"] === "number"
      ? { column: vectorColumn["name"], dimension: vectorColumn["embedding_dimension"] }
      : null;
  const embedded =
    typeof sourceColumn?.["name"] === "string" && typeof sourceColumn["embedding_model_endpoint_name"] === "string"
      ? { column: sourceColumn["name"], model: sourceColumn["embedding_model_endpoint_name"] }
      : null;
  if (vector === null && embedded === null)
    return "Exactly one of embedding_vector_columns and embedding_source_columns is required.";
  const { source_table: sourceTable, schema_json: schemaJson } = spec;
  const common = { name, endpoint, primaryKey, vector, embedded, given: { [field]: spec } };
  if (type === "DELTA_SYNC")
    return typeof sourceTable === "string"
      ? { ...common, type, schema: null, sourceTable }
      : "delta_sync_index_spec.source_table is required.";
  const schema = parseSchema(schemaJson);
  if (typeof schema === "string") return schema;
  const missing = [primaryKey, vector?.column, embedded?.column].find((one) => one !== undefined && !(one in schema));
  return missing === undefined
    ? { ...common, type, schema, sourceTable: null }
    : `Column ${missing} is not in schema_json.`;
}

function parseSchema(given: unknown): Readonly<Record<string, string>> | string {
  let schema: unknown;
  try {
    schema = typeof given === "string" ? JSON.parse(given) : null;
  } catch {
    schema = null;
  }
  if (!isJsonObject(schema)) return "schema_json must be a JSON string of column names and types.";
  const wrong = Object.entries(schema).find(([, type]) => !isColumnType(type));
  return wrong === undefined
    ? (schema as Readonly<Record<string, string>>)
    : `Column ${wrong[0]} has the unsupported type ${JSON.stringify(wrong[1])}.`;
}

function listOf(value: unknown): JsonObject[] {
  return Array.isArray(value) ? value.filter(isJsonObject) : [];
}
