import { isRagstoneError } from "@ragstone/core";
import { cachedToken } from "./cached-token.js";
import { findExecutable } from "./find-executable.js";
import { failed, runTokenCommand, type TokenCommand } from "./run-token-command.js";
import type { SignInMethod } from "./sign-in-method.js";
import { withFirstToken } from "./with-first-token.js";

/** The user whom `databricks auth login` signed in (U2M). The program caches and renews the sign-in. */
export const databricksCli: SignInMethod = {
  type: "databricks-cli",
  async open({ settings, host, env }) {
    const name = settings.get("databricks_cli_path")?.value ?? "databricks";
    const path = await findExecutable(name, env);
    if (path === null) return { reason: `lacks the program \`${name}\` in PATH` };
    const command = (args: readonly string[]): TokenCommand => ({
      path,
      args: ["auth", "token", ...args],
      env,
      hint: `Run \`databricks auth login --host ${host}\`.`,
    });
    const byHost = command(["--host", host]);
    // With several profiles for a host, the host alone is ambiguous.
    const profile = settings.get("profile")?.value;
    const byProfile = profile === undefined ? null : command(["--profile", profile]);
    const tokens = cachedToken(async () => {
      if (byProfile === null) return issue(byHost);
      try {
        return await issue(byProfile);
      } catch (error) {
        // Versions before 0.207.1 know --host alone (databricks-sdk-py, credentials_provider.py).
        if (isRagstoneError(error) && error.message.includes("unknown flag: --profile")) return issue(byHost);
        throw error;
      }
    });
    return withFirstToken({ tokens, source: "databricks auth token", secrets: [] });
  },
};

async function issue(command: TokenCommand) {
  const { access_token: token, expiry } = await runTokenCommand(command);
  const expiresMs = typeof expiry === "string" ? Date.parse(expiry) : Number.NaN;
  if (typeof token !== "string" || Number.isNaN(expiresMs))
    throw failed(command, "printed no access_token with its expiry");
  return { token, expiresMs };
}
