import { resolve } from "node:path";
import { InvalidOptionError, type Embedder } from "@ragstone/core";
import type { ModelContext } from "../settings/model-context.js";
import { parseModelSpec } from "./model-spec.js";
import { embedderProviders } from "../settings/providers.js";

export const defaultEmbedder = "static-en-v1";

/**
 * Builds the embedder that a spec names. Each provider loads on first use.
 *
 * @throws {@link InvalidOptionError} if no provider answers to the spec
 */
export async function resolveEmbedder(spec: string, context: ModelContext): Promise<Embedder> {
  const { provider, name, parameters } = parseModelSpec(spec, "embedder");
  switch (provider) {
    case defaultEmbedder:
      return (await import("@ragstone/embedders")).staticEmbedder();
    case "onnx":
      return (await import("@ragstone/embedders")).onnxEmbedder({ dir: resolve(context.workingDir, name) });
    case "databricks":
      return (await import("./databricks-embedder.js")).databricksEmbedderOf(name, parameters, context);
    case "openai":
    case "ollama":
      return (await import("../langchain/embedder-providers.js")).langchainEmbedder(
        provider,
        name,
        parameters,
        context,
      );
    default:
      throw new InvalidOptionError("embedder", spec, Object.values(embedderProviders).join(", "));
  }
}
