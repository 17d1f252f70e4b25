import { RemoteError } from "@ragstone/core";
import type { Workspace } from "./workspace.js";
import { byServedName, findModel } from "../catalogue/find-model.js";
import { parseSpec } from "../catalogue/parse-spec.js";
import type { ResolvedModel } from "../catalogue/resolved-model.js";

/**
 * Resolves a spec as `findModel` does, and asks the workspace about endpoints that neither the catalogue nor the spec
 * explains: the served entities determine the family.
 *
 * @throws {@link InvalidOptionError} when the spec is malformed
 * @throws {@link RemoteError} `endpoint-missing` when there is no such endpoint; `request-rejected` when its model is
 * not in the catalogue, or when it serves different models at once, whose vectors would not compare
 */
export async function lookUpModel(
  spec: string,
  workspace: Workspace,
  { signal }: { readonly signal?: AbortSignal | undefined } = {},
): Promise<ResolvedModel> {
  const known = findModel(spec);
  if (known !== null) return known;
  const { name } = parseSpec(spec);
  const facts = await workspace.endpoint(name, { signal });
  const models = [...new Set(facts.served.map(byServedName).filter((model) => model !== null))];
  const [model] = models;
  if (model === undefined) {
    const served = facts.served.length === 0 ? "nothing that it names" : facts.served.join(", ");
    throw new RemoteError("request-rejected", `The endpoint ${name} serves ${served}, which is not in the catalogue.`, {
      hint: `Say which model it behaves like: databricks:${name}?family=gte-large-en, or another known name.`,
      data: { endpoint: name, served: facts.served, task: facts.task },
    });
  }
  if (models.length > 1) {
    throw new RemoteError(
      "request-rejected",
      `The endpoint ${name} serves ${models.map((each) => each.name).join(" and ")} at once; expected one model.`,
      {
        hint: "Use an endpoint with a single served model.",
        data: { endpoint: name, served: facts.served },
      },
    );
  }
  return { endpoint: name, spec: `databricks:${name}?family=${model.name}`, model, payPerToken: false };
}
