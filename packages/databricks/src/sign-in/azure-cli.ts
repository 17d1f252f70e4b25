import { databricksResource, isAzure } from "./azure-cloud.js";
import { cachedToken } from "./cached-token.js";
import { findExecutable } from "./find-executable.js";
import { failed, runTokenCommand, type TokenCommand } from "./run-token-command.js";
import type { SignInMethod } from "./sign-in-method.js";
import { withFirstToken } from "./with-first-token.js";

/** The account that `az login` signed in. */
export const azureCli: SignInMethod = {
  type: "azure-cli",
  async open({ settings, host, env }) {
    const requested = settings.get("auth_type")?.value === "azure-cli";
    if (!requested && !isAzure(host, settings)) return { reason: "lacks a workspace on Azure" };
    const path = await findExecutable("az", env);
    if (path === null) return { reason: "lacks the program `az` in PATH" };
    const tenant = settings.get("azure_tenant_id")?.value;
    if (tenant !== undefined && !/^[\w.-]+$/.test(tenant)) return { reason: "lacks a valid ARM_TENANT_ID" };
    const args = ["account", "get-access-token", "--resource", databricksResource, "--output", "json"];
    const command: TokenCommand = {
      path,
      args: tenant === undefined ? args : [...args, "--tenant", tenant],
      env,
      hint: "Run `az login`.",
    };
    const tokens = cachedToken(async () => {
      const output = await runTokenCommand(command);
      const token = output["accessToken"];
      const expiresMs = expiryOf(output);
      if (typeof token !== "string" || Number.isNaN(expiresMs))
        throw failed(command, "printed no accessToken with its expiry");
      return { token, expiresMs };
    });
    return withFirstToken({ tokens, source: "az account get-access-token", secrets: [] });
  },
};

/** `expires_on` in seconds since the epoch; before version 2.54 only `expiresOn`, in local time. */
function expiryOf(output: Readonly<Record<string, unknown>>): number {
  const seconds = Number(output["expires_on"]);
  if (Number.isFinite(seconds)) return seconds * 1000;
  const local = output["expiresOn"];
  return typeof local === "string" ? Date.parse(local) : Number.NaN;
}
