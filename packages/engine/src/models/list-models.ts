import type { Provider } from "@ragstone/core";
import { builtInProviders } from "./built-in-providers.js";
import { createProviderRegistry, type ModelList } from "./provider-registry.js";

/**
 * Lists the known models of the built-in providers and of those that are given. Reads the environment and files, asks no
 * service.
 */
export async function listModels({
  providers = [],
}: { readonly providers?: readonly Provider[] } = {}): Promise<ModelList> {
  return createProviderRegistry([...builtInProviders(), ...providers]).models();
}
