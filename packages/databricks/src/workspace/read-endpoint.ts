import { asRecord } from "../requests/as-record.js";
import type { EndpointFacts, EndpointHosting } from "./endpoint-facts.js";

type Json = Readonly<Record<string, unknown>>;

/**
 * Reads an endpoint object of `GET /api/2.0/serving-endpoints[/{name}]`; fields that are not there are taken as unknown.
 */
export function readEndpoint(name: string, json: Json): EndpointFacts {
  const state = asRecord(json["state"]);
  const config = asRecord(json["config"]);
  const entities = [config["served_entities"], config["served_models"]].flatMap((list) =>
    Array.isArray(list) ? (list as unknown[]).map(asRecord) : [],
  );
  const served = entities.flatMap((entity) =>
    [
      asRecord(entity["external_model"])["name"],
      asRecord(entity["foundation_model"])["name"],
      entity["entity_name"],
      entity["model_name"],
    ].filter((value): value is string => typeof value === "string" && value !== ""),
  );
  const external = entities.map((entity) => asRecord(entity["external_model"]));
  return {
    name,
    task: asText(json["task"]) ?? external.map(({ task }) => asText(task)).find((task) => task !== null) ?? null,
    ready: state["ready"] === undefined || state["ready"] === "READY",
    update: asText(state["config_update"]),
    hosting: hostingOf(asText(json["endpoint_type"]), name, entities),
    provider: external.map(({ provider }) => asText(provider)).find((provider) => provider !== null) ?? null,
    served: [...new Set(served)],
  };
}

function hostingOf(type: string | null, name: string, entities: readonly Json[]): EndpointHosting {
  const has = (...keys: readonly string[]) =>
    entities.some((entity) => keys.some((key) => entity[key] !== undefined && entity[key] !== null));
  if (type === "EXTERNAL_MODEL" || has("external_model")) return "external";
  if (
    type === "FOUNDATION_MODEL_PROVISIONED_THROUGHPUT" ||
    has("min_provisioned_throughput", "max_provisioned_throughput", "provisioned_model_units")
  )
    return "provisioned";
  if (type === "FOUNDATION_MODEL_API") return "pay-per-token";
  // Older objects have no type: the platform's own endpoints have its name and a foundation model.
  return type === null && name.startsWith("databricks-") && has("foundation_model") ? "pay-per-token" : "custom";
}

function asText(value: unknown): string | null {
  return typeof value === "string" && value !== "" ? value : null;
}
