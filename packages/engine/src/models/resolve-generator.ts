import { InvalidOptionError, type Generator } from "@ragstone/core";
import type { ModelContext } from "../settings/model-context.js";
import { parseModelSpec } from "./model-spec.js";
import { generatorProviders } from "../settings/providers.js";

export const defaultGenerator = "extractive";

/**
 * Builds the generator that a spec names. Each provider loads on first use; the default loads no LangChain module.
 *
 * @throws {@link InvalidOptionError} if no provider answers to the spec
 */
export async function resolveGenerator(
  spec: string,
  context: ModelContext,
  option: "generator" | "judge" = "generator",
): Promise<Generator> {
  const { provider, name, parameters } = parseModelSpec(spec, option);
  switch (provider) {
    case defaultGenerator:
      return (await import("@ragstone/chain/answer")).extractiveGenerator();
    case "databricks":
      return (await import("./databricks-generator.js")).databricksGenerator(name, parameters, context);
    case "anthropic":
    case "openai":
    case "ollama":
      return (await import("../langchain/generator-providers.js")).langchainGenerator(
        provider,
        name,
        parameters,
        context,
      );
    default:
      throw new InvalidOptionError(option, spec, Object.values(generatorProviders).join(", "));
  }
}
