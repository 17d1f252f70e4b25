import { asRecord } from "../requests/as-record.js";
import { parseObject } from "../requests/parse-object.js";

/** What the service says about an index. */
export interface IndexFacts {
  readonly endpoint: string;
  readonly primaryKey: string;
  readonly type: "DIRECT_ACCESS" | "DELTA_SYNC";
  readonly ready: boolean;
  readonly message: string;
  /** `null` while it is not ready. */
  readonly rows: number | null;
  /** Types by column; `null` for an index over a table, whose columns the service does not name. */
  readonly schema: Readonly<Record<string, string>> | null;
  /** The column of vectors that its owner provides. */
  readonly vector: { readonly column: string; readonly dimension: number | null } | null;
  /** The text column that the service embeds itself, and the endpoint that it uses. */
  readonly embedded: { readonly column: string; readonly model: string } | null;
}

/** Reads an index object. */
export function indexFacts(answer: Readonly<Record<string, unknown>>): IndexFacts {
  const status = asRecord(answer["status"]);
  const spec = asRecord(answer["direct_access_index_spec"] ?? answer["delta_sync_index_spec"]);
  const vector = firstOf(spec["embedding_vector_columns"]);
  const source = firstOf(spec["embedding_source_columns"]);
  const schema = parseObject(textOf(spec["schema_json"]));
  return {
    endpoint: textOf(answer["endpoint_name"]),
    primaryKey: textOf(answer["primary_key"]),
    type: answer["index_type"] === "DIRECT_ACCESS" ? "DIRECT_ACCESS" : "DELTA_SYNC",
    ready: status["ready"] === true,
    message: textOf(status["message"]),
    rows: typeof status["indexed_row_count"] === "number" ? status["indexed_row_count"] : null,
    schema: schema && Object.fromEntries(Object.entries(schema).map(([column, type]) => [column, textOf(type)])),
    vector: typeof vector["name"] === "string" ? { column: vector["name"], dimension: numberOf(vector["embedding_dimension"]) } : null, // prettier-ignore
    embedded: typeof source["name"] === "string" ? { column: source["name"], model: textOf(source["embedding_model_endpoint_name"]) } : null, // prettier-ignore
  };
}

function firstOf(list: unknown): Readonly<Record<string, unknown>> {
  return asRecord(Array.isArray(list) ? (list as unknown[])[0] : null);
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}

function numberOf(value: unknown): number | null {
  return typeof value === "number" ? value : null;
}
