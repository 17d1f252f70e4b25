import type { ProviderService } from "@ragstone/core";
import { builtInProviders } from "./built-in-providers.js";

/** The remote services of the built-in providers, for commands that ask them directly. */
export async function remoteServices(): Promise<readonly ProviderService[]> {
  const services = await Promise.all(builtInProviders().map(async (provider) => (await provider.service?.()) ?? null));
  return services.filter((service) => service !== null);
}
