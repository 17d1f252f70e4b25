import { isRagstoneError, nearestName, RemoteError } from "@ragstone/core";
import { canonicalSpec } from "../catalogue/canonical-spec.js";
import type { CatalogueModel } from "../catalogue/catalogue-model.js";
import { findModel } from "../catalogue/find-model.js";
import { overrideModel } from "../catalogue/override-model.js";
import { parseSpec } from "../catalogue/parse-spec.js";
import { servedModel } from "../catalogue/served-model.js";
import type { ResolvedModel } from "../catalogue/resolved-model.js";
import type { SpecParameters } from "../catalogue/spec-parameters.js";
import type { EndpointFacts } from "./endpoint-facts.js";
import { measureDimensions } from "./measure-dimensions.js";
import { modelBehind, type ModelKind } from "./model-behind.js";
import type { Workspace } from "./workspace.js";

export interface LookUpOptions {
  /** The kind of model that is needed, for endpoints that report no task. */
  readonly kind?: ModelKind | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Resolves a spec as `findModel` does, and asks the workspace about endpoints that neither the catalogue nor the spec
 * explains: task and served entities determine the model, and the catalogue adds its facts. A model that the catalogue
 * does not know gets safe defaults; for an embedding endpoint of such a model one text is embedded, for its dimensions.
 *
 * @throws {@link InvalidOptionError} when the spec is malformed
 * @throws {@link RemoteError} `endpoint-missing` when there is no such endpoint; `request-rejected` when its task is
 * neither chat nor embeddings, or when it serves different embedding models at once, whose vectors would not compare
 */
export async function lookUpModel(
  spec: string,
  workspace: Workspace,
  { kind, signal }: LookUpOptions = {},
): Promise<ResolvedModel> {
  const known = findModel(spec);
  if (known !== null) return known;
  const { name, parameters } = parseSpec(spec);
  const facts = await findEndpoint(name, workspace, signal);
  const model = await modelBehind(facts, {
    parameters,
    kind,
    measureDimensions: () => measureDimensions(facts.name, workspace, signal),
  });
  return {
    endpoint: facts.name,
    spec: specOf(facts.name, model, parameters),
    model: overrideModel(model, parameters),
    payPerToken: facts.hosting === "pay-per-token",
  };
}

/** An embedding spec resolves without a request, since an index is opened by it again and again. */
function specOf(endpoint: string, model: CatalogueModel, parameters: SpecParameters): string {
  if (model.name !== endpoint) return canonicalSpec(endpoint, { ...parameters, family: model.name });
  if (model.kind === "chat") return canonicalSpec(endpoint, parameters);
  return canonicalSpec(endpoint, { ...parameters, dimensions: model.dimensions, window: model.windowTokens });
}

/** The endpoint of the name, or the platform's endpoint of the short name. */
async function findEndpoint(
  name: string,
  workspace: Workspace,
  signal: AbortSignal | undefined,
): Promise<EndpointFacts> {
  try {
    return await workspace.endpoint(name, { signal });
  } catch (error) {
    if (!isMissing(error)) throw error;
    if (!name.startsWith("databricks-")) {
      const found = await workspace.endpoint(`databricks-${name}`, { signal }).catch((other: unknown) => {
        if (isMissing(other)) return null;
        throw other;
      });
      if (found !== null) return found;
    }
    throw await withSuggestion(error, name, workspace, signal);
  }
}

function isMissing(error: unknown): error is RemoteError {
  return isRagstoneError(error) && error.code === "endpoint-missing";
}

/** The error, with the existing endpoint of the model that the name means, such as a dated id, or of the nearest name. */
async function withSuggestion(
  error: RemoteError,
  name: string,
  workspace: Workspace,
  signal: AbortSignal | undefined,
): Promise<RemoteError> {
  const names = await workspace.endpoints({ signal }).then(
    (endpoints) => endpoints.map((endpoint) => endpoint.name),
    () => [],
  );
  const known = names.flatMap((endpoint) => [endpoint, endpoint.replace(/^databricks-/, "")]);
  const meant = servedModel(name);
  const near =
    meant !== null && known.includes(meant.name)
      ? meant.name
      : nearestName(name, Object.fromEntries(known.map((one) => [one, {}])));
  if (near === null) return error;
  const { message, status, requestId, data } = error;
  return new RemoteError("endpoint-missing", message, {
    hint: `Did you mean databricks:${near}?`,
    status: status ?? undefined,
    requestId: requestId ?? undefined,
    data,
  });
}
