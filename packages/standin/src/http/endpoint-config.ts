import type { Workspace } from "./workspace.js";
import { isJsonObject } from "../options/json.js";
import type { JsonObject } from "../options/json.js";
import { endpointObject, findModel } from "../models/endpoints.js";
import type { Endpoint } from "../models/endpoints.js";
import type { ServedModel } from "../models/served-model.js";
import { Limiter } from "../limits/limiter.js";
import { errorReply, jsonReply } from "../replies/reply.js";
import type { BodyReply } from "../replies/reply.js";

/** Real ones take minutes; long enough that a client sees both states. */
const scalingMs = 2000;

/** `POST …/serving-endpoints` and `…/pt`: a provisioned endpoint, ready after 2 s. */
export function createEndpoint(body: Buffer, { endpoints }: Workspace): BodyReply {
  const parsed = parse(body);
  if (parsed === null) return malformed();
  const { name, config } = parsed;
  if (typeof name !== "string" || !/^[\w-]{1,63}$/u.test(name))
    return invalid("Endpoint name must be 1 to 63 characters out of letters, digits, - and _.");
  const model = servedModel(config);
  if (typeof model === "string") return invalid(model);
  if (endpoints.get(name) !== null)
    return errorReply(400, "RESOURCE_ALREADY_EXISTS", `Endpoint with name '${name}' already exists.`);
  return jsonReply(
    200,
    endpointObject(endpoints.add({ name, model: model.endpoint, readyAfterMs: scalingMs }), Date.now()),
  );
}

/** `PUT …/{name}/config`: another model behind the same name. */
export function configureEndpoint(endpoint: Endpoint, body: Buffer): BodyReply {
  if (!endpoint.provisioned)
    return errorReply(
      403,
      "PERMISSION_DENIED",
      `Endpoint ${endpoint.name} belongs to Databricks and cannot be changed.`,
    );
  const parsed = parse(body);
  if (parsed === null) return malformed();
  const model = servedModel(parsed);
  if (typeof model === "string") return invalid(model);
  endpoint.model = model;
  endpoint.readyAtMs = Date.now() + scalingMs;
  return jsonReply(200, endpointObject(endpoint, Date.now()));
}

/**
 * `PUT …/{name}/rate-limits` and `…/ai-gateway`: calls or tokens a minute for everyone (`key: "endpoint"`) or each
 * caller.
 */
export function limitEndpoint(endpoint: Endpoint, body: Buffer): BodyReply {
  const parsed = parse(body);
  if (parsed === null) return malformed();
  const list: readonly unknown[] = Array.isArray(parsed["rate_limits"]) ? parsed["rate_limits"] : [];
  let calls = Infinity;
  let tokens = Infinity;
  for (const limit of list) {
    if (!isJsonObject(limit) || limit["renewal_period"] !== "minute")
      return invalid("rate_limits[].renewal_period must be minute.");
    if (typeof limit["calls"] === "number") calls = Math.min(calls, limit["calls"]);
    if (typeof limit["tokens"] === "number") tokens = Math.min(tokens, limit["tokens"]);
  }
  endpoint.gateway = new Limiter(
    { qpm: calls < Infinity ? calls : undefined, itpm: tokens < Infinity ? tokens : undefined },
    Date.now(),
  );
  return jsonReply(200, { rate_limits: list });
}

/** The model of the first served entity, or an error message about it. */
function servedModel(config: unknown): ServedModel | string {
  const entities: unknown = isJsonObject(config) ? config["served_entities"] : undefined;
  const entity: unknown = Array.isArray(entities) ? entities[0] : undefined;
  const name = isJsonObject(entity) ? entity["entity_name"] : undefined;
  if (typeof name !== "string") return "config.served_entities[0].entity_name is required.";
  return findModel(name) ?? `Model ${name} is not available for provisioned throughput.`;
}

function parse(body: Buffer): JsonObject | null {
  try {
    const parsed: unknown = JSON.parse(body.toString("utf8"));
    return isJsonObject(parsed) ? parsed : null;
  } catch {
    return null;
  }
}

function malformed(): BodyReply {
  return errorReply(
    400,
    "MALFORMED_REQUEST",
    "Invalid JSON given in the body of the request - failed to parse given JSON",
  );
}

function invalid(message: string): BodyReply {
  return errorReply(400, "INVALID_PARAMETER_VALUE", message);
}
