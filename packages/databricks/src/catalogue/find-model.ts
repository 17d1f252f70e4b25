import { InvalidOptionError } from "@ragstone/core";
import { canonicalSpec } from "./canonical-spec.js";
import { catalogue } from "./catalogue.js";
import type { CatalogueModel } from "./catalogue-model.js";
import { overrideModel } from "./override-model.js";
import { parseSpec } from "./parse-spec.js";
import type { ResolvedModel } from "./resolved-model.js";
import { servedModel } from "./served-model.js";
import type { SpecParameters } from "./spec-parameters.js";
import { dialects, unlistedChatModel, unlistedEmbeddingModel } from "./unlisted-models.js";

/**
 * Resolves a model spec offline: a short name (`gte-large-en`), an endpoint name (`databricks-gte-large-en`), or any
 * endpoint with its family (`my-endpoint?family=gte-large-en`, `my-endpoint?family=openai&context=128000`), or with its
 * `dimensions` and `window`. Each may have the prefix `databricks:`.
 *
 * @returns `null` for an endpoint that is not in the catalogue and comes without these facts: `lookUpModel` asks the
 * workspace
 * @throws {@link InvalidOptionError} when the spec is malformed or the family unknown
 * @example
 * findModel("databricks:gte-large-en")?.model.kind; // "embedding"
 */
export function findModel(spec: string): ResolvedModel | null {
  const { name, parameters } = parseSpec(spec);
  const { family, dimensions, window } = parameters;
  const listed = catalogue.find((candidate) => candidate.name === name || candidate.endpoint === name);
  if (family !== null) return inFamily(name, parameters);
  if (listed !== undefined)
    return {
      endpoint: listed.endpoint,
      spec: canonicalSpec(listed.name, parameters),
      model: overrideModel(listed, parameters),
      payPerToken: true,
    };
  if (dimensions === undefined || window === undefined) return null;
  const model = unlistedEmbeddingModel(name, { dimensions, window });
  return ownEndpoint(name, model, parameters);
}

/** @throws {@link InvalidOptionError} when no model has the name, and it is no form of requests */
function inFamily(endpoint: string, parameters: SpecParameters): ResolvedModel {
  const family = parameters.family ?? "";
  const dialect = dialects.find((known) => known === family);
  if (dialect !== undefined) {
    const { dimensions, window } = parameters;
    const model =
      dimensions === undefined
        ? unlistedChatModel(endpoint, dialect)
        : unlistedEmbeddingModel(endpoint, { dimensions, window });
    return ownEndpoint(endpoint, model, parameters);
  }
  const model = servedModel(family);
  if (model === null)
    throw new InvalidOptionError(
      "family",
      family,
      `${dialects.join(", ")} or one of ${catalogue.map((entry) => entry.name).join(", ")}`,
    );
  if (endpoint === model.endpoint || endpoint === model.name)
    return {
      endpoint: model.endpoint,
      spec: canonicalSpec(model.name, { ...parameters, family: null }),
      model: overrideModel(model, parameters),
      payPerToken: true,
    };
  return ownEndpoint(endpoint, model, { ...parameters, family: model.name });
}

function ownEndpoint(endpoint: string, model: CatalogueModel, parameters: SpecParameters): ResolvedModel {
  return {
    endpoint,
    spec: canonicalSpec(endpoint, parameters),
    model: overrideModel(model, parameters),
    payPerToken: false,
  };
}
