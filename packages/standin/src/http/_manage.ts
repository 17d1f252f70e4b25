import { isRagstoneError } from "@ragstone/core";
import type { Workspace } from "../_workspace.js";
import { isJsonObject } from "../json.js";
import { endpointObject } from "../models/_endpoints.js";
import { errorReply, jsonReply } from "./_reply.js";
import type { BodyReply } from "./_reply.js";

const base = "/api/2.0/serving-endpoints";

/** The management API: lists, shows, creates and deletes endpoints. */
export function manage(method: string, path: string, body: Buffer, workspace: Workspace): BodyReply {
  const { endpoints } = workspace;
  const now = Date.now();
  const rest = path.startsWith(base) ? path.slice(base.length).replace(/^\/|\/$/gu, "") : null;
  if (rest === null || rest.split("/").length > 1) return noApi(path);
  if (rest === "" && method === "GET") return jsonReply(200, { endpoints: endpoints.list().map((endpoint) => endpointObject(endpoint, now)) });
  if ((rest === "" || rest === "pt") && method === "POST") return create(body, workspace);
  const name = decodeURIComponent(rest);
  const endpoint = endpoints.get(name);
  if (endpoint === null) return errorReply(404, "RESOURCE_DOES_NOT_EXIST", `Endpoint with name '${name}' does not exist.`);
  if (method === "GET") return jsonReply(200, endpointObject(endpoint, now));
  if (method === "DELETE") {
    if (!endpoint.provisioned) return errorReply(403, "PERMISSION_DENIED", `Endpoint ${name} belongs to Databricks and cannot be deleted.`);
    endpoints.remove(name);
    return jsonReply(200, {});
  }
  return noApi(path);
}

function create(body: Buffer, { endpoints }: Workspace): BodyReply {
  const invalid = (message: string): BodyReply => errorReply(400, "INVALID_PARAMETER_VALUE", message);
  let parsed: unknown;
  try {
    parsed = JSON.parse(body.toString("utf8"));
  } catch {
    return errorReply(400, "MALFORMED_REQUEST", "Invalid JSON given in the body of the request - failed to parse given JSON");
  }
  const name = isJsonObject(parsed) ? parsed["name"] : undefined;
  const config = isJsonObject(parsed) ? parsed["config"] : undefined;
  const entities: unknown = isJsonObject(config) ? config["served_entities"] : undefined;
  const entity: unknown = Array.isArray(entities) ? entities[0] : undefined;
  const model = isJsonObject(entity) ? entity["entity_name"] : undefined;
  if (typeof name !== "string" || !/^[\w-]{1,63}$/u.test(name)) return invalid("Endpoint name must be 1 to 63 characters out of letters, digits, - and _.");
  if (typeof model !== "string") return invalid("config.served_entities[0].entity_name is required.");
  if (endpoints.get(name) !== null) return errorReply(400, "RESOURCE_ALREADY_EXISTS", `Endpoint with name '${name}' already exists.`);
  try {
    // Real ones take minutes; long enough here that a client sees both states.
    return jsonReply(200, endpointObject(endpoints.add({ name, model, readyAfterMs: 2000 }), Date.now()));
  } catch (error) {
    if (isRagstoneError(error)) return invalid(`Model ${model} is not available for provisioned throughput.`);
    throw error;
  }
}

function noApi(path: string): BodyReply {
  return errorReply(404, "ENDPOINT_NOT_FOUND", `No API found for '${path}'`);
}
