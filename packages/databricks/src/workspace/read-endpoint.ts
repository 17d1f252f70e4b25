import type { EndpointFacts } from "./endpoint-facts.js";

type Json = Readonly<Record<string, unknown>>;

/**
 * Reads an endpoint object of `GET /api/2.0/serving-endpoints/{name}`; fields that are not there are taken as unknown.
 */
export function readEndpoint(name: string, json: Json): EndpointFacts {
  const state = asRecord(json["state"]);
  const config = asRecord(json["config"]);
  const entities = [config["served_entities"], config["served_models"]].flatMap((list) =>
    Array.isArray(list) ? (list as unknown[]).map(asRecord) : [],
  );
  const served = entities.flatMap((entity) => {
    const foundation = asRecord(entity["foundation_model"]);
    return [foundation["name"], entity["entity_name"], entity["model_name"]].filter(
      (value): value is string => typeof value === "string" && value !== "",
    );
  });
  return {
    name,
    task: asText(json["task"]),
    ready: state["ready"] === undefined || state["ready"] === "READY",
    update: asText(state["config_update"]),
    served: [...new Set(served)],
  };
}

function asRecord(value: unknown): Json {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Json) : {};
}

function asText(value: unknown): string | null {
  return typeof value === "string" ? value : null;
}
