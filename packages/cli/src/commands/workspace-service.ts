import { InvalidOptionError, type ProviderService } from "@ragstone/core";
import { remoteServices } from "@ragstone/engine/internal";

/** The one service whose endpoints can be listed and tested. */
export async function workspaceService(): Promise<ProviderService> {
  const [service] = await remoteServices();
  if (service === undefined) throw new InvalidOptionError("workspace", true, "a provider with a workspace");
  return service;
}
