import { InvalidOptionError } from "@ragstone/core";
import type { Limiter } from "../limits/limiter.js";
import type { EndpointState } from "../options/standin.js";
import type { AddedModel, ProvisionedEndpoint } from "../options/standin-options.js";
import type { ServedModel } from "./served-model.js";
import { servedLike } from "./served-like.js";
import { servedModels } from "./served-models.js";

/** An endpoint of the workspace. */
export interface Endpoint {
  readonly name: string;
  model: ServedModel;
  readonly provisioned: boolean;
  /** Limits that were set on the endpoint itself. */
  gateway: Limiter | null;
  state: EndpointState;
  /** Ms since the epoch from which a `ready` endpoint is. */
  readyAtMs: number;
}

/** The endpoints of the workspace: the catalogue's and those that were added. */
export class Endpoints {
  readonly #byName = new Map<string, Endpoint>();

  constructor(added: readonly AddedModel[] = []) {
    for (const model of [...servedModels, ...added.map(({ name, like }) => servedLike(name, like))])
      this.#byName.set(model.endpoint, {
        name: model.endpoint,
        model,
        provisioned: false,
        gateway: null,
        state: "ready",
        readyAtMs: 0,
      });
  }

  /** Those that exist, in order of creation. */
  list(): Endpoint[] {
    return [...this.#byName.values()].filter((endpoint) => endpoint.state !== "missing");
  }

  get(name: string): Endpoint | null {
    const endpoint = this.#byName.get(name);
    return endpoint === undefined || endpoint.state === "missing" ? null : endpoint;
  }

  add({ name, model, readyAfterMs = 0 }: ProvisionedEndpoint): Endpoint {
    const served = findModel(model);
    if (served === null)
      throw new InvalidOptionError(
        "model",
        model,
        `one of ${servedModels.map((m) => m.endpoint).join(", ")} or its system.ai name`,
      );
    const endpoint: Endpoint = {
      name,
      model: served,
      provisioned: true,
      gateway: null,
      state: "ready",
      readyAtMs: Date.now() + readyAfterMs,
    };
    this.#byName.set(name, endpoint);
    return endpoint;
  }

  remove(name: string): boolean {
    return this.#byName.delete(name);
  }

  setState(name: string, state: EndpointState): void {
    const endpoint = this.#byName.get(name);
    if (endpoint === undefined)
      throw new InvalidOptionError(
        "name",
        name,
        `an endpoint of the workspace: ${[...this.#byName.keys()].join(", ")}`,
      );
    endpoint.state = state;
    endpoint.readyAtMs = 0;
  }
}

/** By endpoint name, by `system.ai` name, or by model name. */
export function findModel(name: string): ServedModel | null {
  return servedModels.find((m) => m.endpoint === name || m.entityName === name || m.modelName === name) ?? null;
}

export function isReady(endpoint: Endpoint, nowMs: number): boolean {
  return endpoint.state !== "not-ready" && nowMs >= endpoint.readyAtMs;
}

/** The endpoint object of the management API. */
export function endpointObject(endpoint: Endpoint, nowMs: number): object {
  const { model } = endpoint;
  const ready = isReady(endpoint, nowMs);
  const served = {
    name: endpoint.provisioned ? `${model.modelName}-1` : endpoint.name,
    entity_name: model.entityName,
    entity_version: "1",
    foundation_model: {
      name: model.modelName,
      display_name: model.displayName,
      description: `${model.displayName}, ${model.task}`,
      docs: "",
    },
    state: { deployment: ready ? "DEPLOYMENT_READY" : "DEPLOYMENT_CREATING", deployment_state_message: "" },
    min_provisioned_throughput: endpoint.provisioned ? 0 : undefined,
    max_provisioned_throughput: endpoint.provisioned ? 980 : undefined,
  };
  return {
    name: endpoint.name,
    id: `ep-${endpoint.name}`,
    creator: endpoint.provisioned ? "user@example.com" : "",
    creation_timestamp: 1_745_539_200_000,
    last_updated_timestamp: 1_745_539_200_000,
    task: model.task,
    endpoint_type: endpoint.provisioned ? "FOUNDATION_MODEL_PROVISIONED_THROUGHPUT" : "FOUNDATION_MODEL_API",
    permission_level: "CAN_QUERY",
    state: { ready: ready ? "READY" : "NOT_READY", config_update: ready ? "NOT_UPDATING" : "IN_PROGRESS" },
    config: { served_entities: [served], config_version: 1 },
    capabilities: { function_calling: model.task === "llm/v1/chat" },
  };
}
