import type { Identity } from "../access/identity.js";
import type { Collection } from "../collections/collection.js";
import type { ServerContext } from "../context/server-context.js";
import { RequestError } from "../http/request-error.js";

/** What a model's id names: a collection and the model that answers from it. */
export interface NamedModel {
  readonly collection: Collection;
  /** `undefined` for the server's own. */
  readonly generator: string | undefined;
}

/**
 * Reads `COLLECTION/SPEC`, or `COLLECTION` for the server's own model.
 *
 * @throws {@link RequestError} `model_not_found`, 404, as OpenAI has it
 */
export async function findModel(
  id: string,
  { collections, models }: ServerContext,
  identity: Identity,
): Promise<NamedModel> {
  const at = id.indexOf("/");
  const collection = collections.get(at === -1 ? id : id.slice(0, at));
  const spec = at === -1 ? undefined : id.slice(at + 1);
  const { chat } = await models.list(identity);
  const isKnown = spec === undefined || chat.some((model) => model.spec === spec && model.available);
  if (collection !== undefined && isKnown) return { collection, generator: models.check(spec, identity) };
  throw new RequestError(404, "model_not_found", `The model ${JSON.stringify(id.slice(0, 200))} does not exist.`, {
    hint: "GET /v1/models lists the models: COLLECTION/MODEL.",
    data: { option: "model" },
  });
}
