import type { Embedder } from "@ragstone/core";
import { databricksEmbedder } from "@ragstone/databricks";
import { checkParameters } from "../langchain/check-parameters.js";
import { databricksModel, type DatabricksContext } from "./databricks-workspace.js";
import { tokenizerNamed } from "./tokenizer-named.js";

/** An embedder of a Databricks endpoint; signs in as the Databricks SDK does, at the first request. */
export async function databricksEmbedderOf(
  name: string,
  parameters: Readonly<Record<string, string>>,
  context: DatabricksContext,
): Promise<Embedder> {
  checkParameters("embedder", `databricks:${name}`, parameters, [
    "family",
    "dimensions",
    "window",
    "instruction",
    "normalize",
    "tokenizer",
  ]);
  const { tokenizer, ...facts } = parameters;
  const { workspace, resolved } = await databricksModel({ name, parameters: facts, kind: "embedding" }, context);
  return databricksEmbedder({
    model: resolved,
    workspace,
    ...(tokenizer !== undefined && { tokenizer: await tokenizerNamed(tokenizer) }),
    onEvent: context.onEvent,
  });
}
