import { faultReply } from "./fault-reply.js";
import type { Incoming, Routed } from "./routed.js";
import type { Workspace } from "./workspace.js";
import type { ActiveFaults } from "../faults/fault-box.js";
import type { Json, JsonObject } from "../options/json.js";
import { errorReply, invalidParameter, jsonReply, missingResource, type BodyReply } from "../replies/reply.js";
import { deleteRows, upsertRows } from "../vector-search/change-rows.js";
import { indexObject, manageEndpoints, manageIndexes, parseBody } from "./manage-vector-search.js";
import { queryIndex, queryNextPage } from "./query-index.js";
import { syncIndex } from "./sync-index.js";
import { keyOf, type VectorIndex } from "../vector-search/vector-index.js";

const base = "/api/2.0/vector-search/";
/** Rows of one answer to a scan. An assumption: the reference names no limit. */
const maxScanned = 1000;

export function isVectorSearch(path: string): boolean {
  return path.startsWith(base);
}

/** The REST API of Vector Search: endpoints, indexes, their rows and queries. */
export async function vectorSearchApi(incoming: Incoming, workspace: Workspace): Promise<Routed> {
  const { method, path, query, body } = incoming;
  const [kind, name, action] = path
    .slice(base.length)
    .split("/")
    .filter((part) => part !== "")
    .map(decodeURIComponent);
  const faults = workspace.faults.draw("vector-search", name ?? "");
  const routed = (reply: BodyReply): Routed => ({ reply, endpoint: null, faults });
  const failed = faultReply(faults, name ?? "vector-search", workspace.quirks);
  if (failed !== null) return routed(failed);
  const admission = workspace
    .vectorLimiter()
    .admit({ endpoint: name ?? "vector-search", inputTokens: 0, maxTokens: 0 }, Date.now(), workspace.quirks);
  if (!("settle" in admission)) return routed(admission);
  const parsed = body === null || body.length === 0 ? null : parseBody(body);
  if (method === "POST" && parsed === null && action !== "sync")
    return routed(errorReply(400, "MALFORMED_REQUEST", "Invalid JSON given in the body of the request"));
  if (kind === "endpoints" && ["GET", "POST", "DELETE"].includes(method))
    return routed(manageEndpoints(method, name, parsed, workspace));
  if (kind === "indexes" && name === undefined && ["GET", "POST"].includes(method))
    return routed(await manageIndexes(method, query, parsed, workspace));
  if (kind !== "indexes" || name === undefined)
    return routed(errorReply(404, "ENDPOINT_NOT_FOUND", `No API found for '${path}'`));
  const index = workspace.vectorSearch.indexes.get(name);
  if (index === undefined) return routed(missingResource(`Index ${name}`));
  if (index.state === "forbidden")
    return routed(errorReply(403, "PERMISSION_DENIED", `User does not have SELECT on Table '${name}'.`));
  if (action === undefined) return routed(oneIndex(method, index, workspace));
  const { ready } = indexObject(index, workspace)["status"] as JsonObject;
  if (ready !== true) return routed(errorReply(400, "BAD_REQUEST", `Index ${name} is not ready.`));
  const call: Call = { method, action, query, body: parsed ?? {}, faults };
  return routed(await ofIndex(call, index, workspace));
}

interface Call {
  readonly method: string;
  readonly action: string;
  readonly query: string;
  readonly body: JsonObject;
  readonly faults: ActiveFaults;
}

function oneIndex(method: string, index: VectorIndex, workspace: Workspace): BodyReply {
  if (method === "DELETE") {
    workspace.vectorSearch.indexes.delete(index.spec.name);
    return jsonReply(200, {});
  }
  return jsonReply(200, indexObject(index, workspace));
}

async function ofIndex(
  { method, action, query, body, faults }: Call,
  index: VectorIndex,
  workspace: Workspace,
): Promise<BodyReply> {
  const isDirect = index.spec.type === "DIRECT_ACCESS";
  if ((action === "upsert-data" || action === "delete-data") && !isDirect)
    return errorReply(400, "BAD_REQUEST", `Index ${index.spec.name} is not a Direct Vector Access Index.`);
  if (action === "delete-data") {
    const keys = method === "DELETE" ? new URLSearchParams(query).getAll("primary_keys") : body["primary_keys"];
    return Array.isArray(keys)
      ? deleteRows(keys.map(String), index, faults)
      : invalidParameter("primary_keys is required.");
  }
  if (method !== "POST") return errorReply(405, "METHOD_NOT_ALLOWED", method);
  if (action === "upsert-data") return upsertRows(body, index, faults);
  if (action === "query") return queryIndex(body, index, workspace);
  if (action === "query-next-page") return queryNextPage(body, index, workspace);
  if (action === "scan") return scan(body, index);
  if (action !== "sync") return errorReply(404, "ENDPOINT_NOT_FOUND", `No API found for '${action}'`);
  if (isDirect) return errorReply(400, "BAD_REQUEST", `Index ${index.spec.name} is not a Delta Sync Index.`);
  await syncIndex(index, workspace);
  return jsonReply(200, {});
}

function scan(body: JsonObject, index: VectorIndex): BodyReply {
  const { num_results: count = 10, last_primary_key: after = null } = body;
  if (typeof count !== "number" || count < 1 || count > maxScanned)
    return invalidParameter(`num_results must be between 1 and ${maxScanned}.`);
  const rows = index.scan(keyOf(after), count);
  return jsonReply(200, {
    // An empty list has no field.
    ...(rows.length > 0 && { data: rows.map(struct), last_primary_key: keyOf(rows.at(-1)![index.spec.primaryKey]) }),
  });
}

/** A row in the notation of protocol buffers' `Struct`. */
function struct(row: JsonObject): JsonObject {
  return { fields: Object.entries(row).map(([key, value]) => ({ key, value: valueOf(value) })) };
}

function valueOf(value: Json): JsonObject {
  if (value === null) return {};
  if (typeof value === "string") return { string_value: value };
  if (typeof value === "number") return { number_value: value };
  if (typeof value === "boolean") return { bool_value: value };
  if (Array.isArray(value)) return { list_value: { values: (value as readonly Json[]).map(valueOf) } };
  return { struct_value: struct(value as JsonObject) };
}
