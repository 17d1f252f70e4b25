import { InvalidOptionError } from "@ragstone/core";
import { catalogue } from "./catalogue.js";
import type { CatalogueModel } from "./catalogue-model.js";
import { parseSpec } from "./parse-spec.js";
import type { ResolvedModel } from "./resolved-model.js";

/**
 * Resolves a model spec offline: a short name (`gte-large-en`), an endpoint name (`databricks-gte-large-en`), or any
 * endpoint with its family (`my-endpoint?family=gte-large-en`). Each may have the prefix `databricks:`.
 *
 * @returns `null` for an endpoint that is not in the catalogue and comes without a family: `lookUpModel` asks the
 * workspace
 * @throws {@link InvalidOptionError} when the spec is malformed or the family unknown
 * @example
 * findModel("databricks:gte-large-en")?.model.kind; // "embedding"
 */
export function findModel(spec: string): ResolvedModel | null {
  const { name, family } = parseSpec(spec);
  if (family !== null) return inFamily(name, family);
  const model = catalogue.find((candidate) => candidate.name === name || candidate.endpoint === name);
  return model === undefined
    ? null
    : { endpoint: model.endpoint, spec: `databricks:${model.name}`, model, payPerToken: true };
}

/** @throws {@link InvalidOptionError} when no model has the name */
function inFamily(endpoint: string, family: string): ResolvedModel {
  const model = byServedName(family);
  if (model === null)
    throw new InvalidOptionError("family", family, `one of ${catalogue.map((entry) => entry.name).join(", ")}`);
  if (endpoint === model.endpoint || endpoint === model.name)
    return { endpoint: model.endpoint, spec: `databricks:${model.name}`, model, payPerToken: true };
  return { endpoint, spec: `databricks:${endpoint}?family=${model.name}`, model, payPerToken: false };
}

/**
 * The model that an endpoint object, a catalog entity (`system.ai.gte_large_en_v1_5`) or a user means; `null` when
 * none.
 */
export function byServedName(served: string): CatalogueModel | null {
  const plain = served
    .toLowerCase()
    .replace(/^.*\.(?=[a-z])/, "")
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replace(/^databricks-/, "");
  return catalogue.find((model) => model.name === plain || model.servedNames.includes(plain)) ?? null;
}
