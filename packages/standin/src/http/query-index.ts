import type { Workspace } from "./workspace.js";
import { isJsonObject, type JsonObject } from "../options/json.js";
import { invalidParameter, jsonReply, type BodyReply } from "../replies/reply.js";
import { embedText } from "./embed-text.js";
import { compileFilter, type RowTest } from "../vector-search/match-filter.js";
import { vectorOf, type VectorIndex, type VectorQuery } from "../vector-search/vector-index.js";

/** Rows on a page, and of an answer in all: of vectors, and where words count (SDK reference). */
const pageRows = 1000;
const maxRows = 10_000;
const maxWorded = 200;

const fields = new Set([
  "columns",
  "query_vector",
  "query_text",
  "query_type",
  "num_results",
  "filters_json",
  "score_threshold",
  "columns_to_rerank",
  "reranker",
  "query_columns",
  "sort_columns",
  "facets",
  // Clients of the first version send it.
  "endpoint_name",
]);

/** `POST …/indexes/{name}/query`. */
export async function queryIndex(body: JsonObject, index: VectorIndex, workspace: Workspace): Promise<BodyReply> {
  const unknown = Object.keys(body).find((field) => !fields.has(field));
  if (unknown !== undefined) return invalidParameter(`Unknown field ${unknown}.`);
  const columns = stringsOf(body["columns"]);
  if (columns === null || columns.length === 0) return invalidParameter("columns is required.");
  const absent = columns.find((column) => !index.columns.has(column));
  if (absent !== undefined) return invalidParameter(`Column ${absent} does not exist in index ${index.spec.name}.`);
  const query = await parseQuery(body, index, workspace);
  if (typeof query === "string") return invalidParameter(query);
  const threshold = typeof body["score_threshold"] === "number" ? body["score_threshold"] : 0;
  const rows = index
    .search(query)
    .filter(({ score }) => score >= threshold)
    .map(({ key, score }) => {
      const row = index.row(key)!;
      return [...columns.map((column) => shown(row[column], workspace)), score];
    });
  return page({ index: index.spec.name, columns: [...columns, "score"], rows }, workspace);
}

/** `POST …/indexes/{name}/query-next-page`. */
export function queryNextPage(body: JsonObject, index: VectorIndex, workspace: Workspace): BodyReply {
  const { page_token: token } = body;
  const pending = typeof token === "string" ? workspace.vectorSearch.pages.get(token) : undefined;
  if (pending === undefined || pending.index !== index.spec.name) return invalidParameter("page_token is not valid.");
  return page(pending, workspace);
}

function page(
  { index, columns, rows }: { index: string; columns: readonly string[]; rows: readonly (readonly unknown[])[] },
  { vectorSearch }: Workspace,
): BodyReply {
  const rest = rows.slice(pageRows);
  const shownRows = rows.slice(0, pageRows);
  return jsonReply(200, {
    manifest: { column_count: columns.length, columns: columns.map((name) => ({ name })) },
    result: { row_count: shownRows.length, data_array: shownRows },
    next_page_token: rest.length === 0 ? "" : vectorSearch.keepPages({ index, columns, rows: rest }),
  });
}

async function parseQuery(body: JsonObject, index: VectorIndex, workspace: Workspace): Promise<VectorQuery | string> {
  const { query_vector: givenVector, query_text: text = null, query_type: type = "ANN", num_results: k = 10 } = body;
  if (type !== "ANN" && type !== "HYBRID" && type !== "FULL_TEXT")
    return "query_type must be ANN, HYBRID or FULL_TEXT.";
  if (text !== null && typeof text !== "string") return "query_text must be a string.";
  const most = type === "ANN" ? maxRows : maxWorded;
  if (typeof k !== "number" || !Number.isInteger(k) || k < 1 || k > most)
    return `num_results must be between 1 and ${most} for ${type}.`;
  if (type !== "ANN" && text === null) return `${type} needs query_text.`;
  const passes = parseFilter(body["filters_json"], index);
  if (typeof passes === "string") return passes;
  const vector = await vectorFor({ given: givenVector, text, type }, index, workspace);
  if (typeof vector === "string") return vector;
  return { vector, text, type, k, passes, columns: stringsOf(body["query_columns"]) };
}

async function vectorFor(
  { given, text, type }: { given: JsonObject[string] | undefined; text: string | null; type: string },
  { spec }: VectorIndex,
  workspace: Workspace,
): Promise<Float32Array | null | string> {
  if (type === "FULL_TEXT") return null;
  if (given === undefined) {
    if (text === null) return "Exactly one of query_text and query_vector is required.";
    if (spec.embedded === null) return "query_text needs an index with an embedding model; send query_vector.";
    return embedText(text, spec.embedded.model, workspace);
  }
  if (type === "ANN" && text !== null) return "Exactly one of query_text and query_vector is required.";
  const vector = vectorOf(given);
  const dimension = spec.vector?.dimension ?? 1024;
  if (vector === null) return "query_vector must be a list of numbers.";
  return vector.length === dimension
    ? vector
    : `query_vector has ${vector.length} dimensions; index ${spec.name} has ${dimension}.`;
}

function parseFilter(given: unknown, { columns }: VectorIndex): RowTest | string {
  if (given === undefined || given === "") return () => true;
  let filter: unknown;
  try {
    filter = typeof given === "string" ? JSON.parse(given) : null;
  } catch {
    filter = null;
  }
  return isJsonObject(filter) ? compileFilter(filter, columns) : "filters_json must be a JSON string of an object.";
}

/** A cell as it is sent. */
function shown(value: unknown, { quirks }: Workspace): unknown {
  return quirks.vectorNumbers === "string" && typeof value === "number" ? String(value) : (value ?? null);
}

function stringsOf(value: unknown): readonly string[] | null {
  return Array.isArray(value) && value.every((one) => typeof one === "string") ? value : null;
}
