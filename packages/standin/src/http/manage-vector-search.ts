import type { Workspace } from "./workspace.js";
import { isJsonObject, type JsonObject } from "../options/json.js";
import { errorReply, invalidParameter, jsonReply, missingResource, type BodyReply } from "../replies/reply.js";
import { indexSpec } from "../vector-search/index-spec.js";
import { syncIndex } from "./sync-index.js";
import type { VectorEndpoint } from "../vector-search/vector-search.js";
import type { VectorIndex } from "../vector-search/vector-index.js";

const endpointTypes = ["STANDARD", "STORAGE_OPTIMIZED"];

/** `…/vector-search/endpoints[/{name}]`. */
export function manageEndpoints(
  method: string,
  name: string | undefined,
  body: JsonObject | null,
  { vectorSearch, quirks }: Workspace,
): BodyReply {
  const now = Date.now();
  const shown = (endpoint: VectorEndpoint) => ({
    name: endpoint.name,
    endpoint_type: endpoint.type,
    creation_timestamp: endpoint.createdMs,
    endpoint_status: { state: vectorSearch.isOnline(endpoint, now) ? "ONLINE" : stateOf(endpoint) },
    num_indexes: [...vectorSearch.indexes.values()].filter(({ spec }) => spec.endpoint === endpoint.name).length,
  });
  if (name === undefined && method === "GET") {
    const endpoints = [...vectorSearch.endpoints.values()].map(shown);
    // An empty list has no field.
    return jsonReply(200, endpoints.length > 0 ? { endpoints } : {});
  }
  if (name === undefined) {
    const { name: given, endpoint_type: type } = body ?? {};
    if (typeof given !== "string" || !/^[\w-]{1,60}$/u.test(given))
      return invalidParameter("Endpoint name is not valid.");
    if (typeof type !== "string" || !endpointTypes.includes(type))
      return invalidParameter(`endpoint_type must be one of ${endpointTypes.join(", ")}.`);
    if (vectorSearch.endpoints.has(given)) return exists(`Vector search endpoint ${given}`);
    return jsonReply(200, shown(vectorSearch.addEndpoint(given, type, now + quirks.provisioningMs)));
  }
  const endpoint = vectorSearch.endpoints.get(name);
  if (endpoint === undefined) return missingResource(`Vector search endpoint ${name}`);
  if (method === "GET") return jsonReply(200, shown(endpoint));
  if ([...vectorSearch.indexes.values()].some(({ spec }) => spec.endpoint === name))
    return errorReply(400, "BAD_REQUEST", `Endpoint ${name} still has indexes.`);
  vectorSearch.endpoints.delete(name);
  return jsonReply(200, {});
}

/** `POST|GET …/vector-search/indexes`. */
export async function manageIndexes(
  method: string,
  query: string,
  body: JsonObject | null,
  workspace: Workspace,
): Promise<BodyReply> {
  const { vectorSearch, quirks } = workspace;
  if (method === "GET") {
    const endpoint = new URLSearchParams(query).get("endpoint_name");
    if (endpoint === null) return invalidParameter("endpoint_name is required.");
    if (!vectorSearch.endpoints.has(endpoint)) return missingResource(`Vector search endpoint ${endpoint}`);
    const indexes = [...vectorSearch.indexes.values()].filter(({ spec }) => spec.endpoint === endpoint).map(miniIndex);
    return jsonReply(200, indexes.length > 0 ? { vector_indexes: indexes } : {});
  }
  const spec = indexSpec(body ?? {});
  if (typeof spec === "string") return invalidParameter(spec);
  const endpoint = vectorSearch.endpoints.get(spec.endpoint);
  if (endpoint === undefined) return missingResource(`Vector search endpoint ${spec.endpoint}`);
  if (vectorSearch.indexes.has(spec.name)) return exists(`Index ${spec.name}`);
  if (spec.sourceTable !== null && !vectorSearch.tables.has(spec.sourceTable))
    return missingResource(`Table ${spec.sourceTable}`);
  const index = vectorSearch.addIndex(spec, Math.max(endpoint.onlineAtMs, Date.now() + quirks.provisioningMs));
  if (spec.sourceTable !== null) await syncIndex(index, workspace);
  return jsonReply(200, indexObject(index, workspace));
}

/** The index object; its rows are counted once it is ready. */
export function indexObject(index: VectorIndex, { vectorSearch }: Workspace): JsonObject {
  const endpoint = vectorSearch.endpoints.get(index.spec.endpoint);
  const now = Date.now();
  const ready = index.isReady(now) && endpoint !== undefined && vectorSearch.isOnline(endpoint, now);
  return {
    ...miniIndex(index),
    ...index.spec.given,
    status: {
      ready,
      message: ready ? "Index creation succeeded." : "Index is provisioning: its endpoint or its data is not ready.",
      index_url: `${index.spec.endpoint}.vectorsearch/api/2.0/vector-search/indexes/${index.spec.name}`,
      ...(ready && { indexed_row_count: index.size }),
    },
  };
}

function miniIndex({ spec }: VectorIndex): JsonObject {
  return {
    name: spec.name,
    endpoint_name: spec.endpoint,
    primary_key: spec.primaryKey,
    index_type: spec.type,
    creator: "someone@example.org",
  };
}

function stateOf({ state }: VectorEndpoint): string {
  return state === "ready" ? "PROVISIONING" : "OFFLINE";
}

/** A body as an object; `null` when it is none. */
export function parseBody(body: Buffer): JsonObject | null {
  try {
    const parsed: unknown = JSON.parse(body.toString("utf8"));
    return isJsonObject(parsed) ? parsed : null;
  } catch {
    return null;
  }
}

function exists(what: string): BodyReply {
  return errorReply(400, "RESOURCE_ALREADY_EXISTS", `${what} already exists.`);
}
