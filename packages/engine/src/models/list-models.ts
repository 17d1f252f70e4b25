import type { Provider } from "@ragstone/core";
import { modelsDirOf } from "../location/models-dir.js";
import { thisMachine } from "../location/machine.js";
import { builtInProviders } from "./built-in-providers.js";
import { createProviderRegistry, type ModelList } from "./provider-registry.js";

export interface ListModelsOptions {
  /** Providers of specs, besides the built-in ones. @defaultValue none */
  readonly providers?: readonly Provider[];
  /** Where programs keep the user's data, local models among them. @defaultValue the system's */
  readonly dataDir?: string | undefined;
}

/**
 * Lists the known models of the built-in providers and of those that are given. Reads the environment and files, asks no
 * service.
 */
export async function listModels({ providers = [], dataDir }: ListModelsOptions = {}): Promise<ModelList> {
  const modelsDir = modelsDirOf(thisMachine({ dataDir }));
  return createProviderRegistry([...builtInProviders(), ...providers]).models({ modelsDir });
}
