import process from "node:process";
import { RemoteError } from "@ragstone/core";
import { normaliseHost } from "./normalise-host.js";
import { gatherSettings, type SettingName, type Settings } from "./settings.js";
import type { OpenedSignIn, SignInContext } from "./sign-in-method.js";
import { signInMethods } from "./sign-in-methods.js";
import { signInOf } from "./sign-in-of.js";
import type { SignIn } from "./sign-in.js";
import type { SignInOptions } from "./sign-in-options.js";

/** Groups of settings of which the SDK accepts one, under the names its error uses. */
const groups: readonly { readonly name: string; readonly by: readonly SettingName[] }[] = [
  { name: "pat", by: ["token"] },
  { name: "oauth", by: ["client_secret"] },
  { name: "basic", by: ["username", "password"] },
  { name: "azure", by: ["azure_client_secret"] },
  { name: "google", by: ["google_credentials"] },
];

/**
 * Finds host and credentials: options first, then `DATABRICKS_*` variables, then `.databrickscfg`, with the precedence
 * of Databricks' own SDK. Reads files and the environment. If no credentials are configured, it asks the Azure and
 * Databricks command-line tools for a token; for an Azure service principal without a tenant, it asks the workspace for
 * the tenant.
 *
 * @throws {@link RemoteError} `sign-in-failed` when there is no host, more than one method is configured, or none can be
 * used; the message then states what each one lacks
 */
export async function resolveSignIn(options: SignInOptions = {}): Promise<SignIn> {
  const env = options.env ?? process.env;
  const settings = await gatherSettings(options, env);
  const found = settings.get("host");
  if (found === undefined) {
    throw new RemoteError(
      "sign-in-failed",
      "No Databricks workspace is configured: " +
        "there is no host among the options, in DATABRICKS_HOST or in the configuration file.",
      { hint: "Set DATABRICKS_HOST and DATABRICKS_TOKEN, or name a profile with DATABRICKS_CONFIG_PROFILE." },
    );
  }
  const host = normaliseHost(found.value, found.source);
  const { method, opened } = await openFirst({ settings, host, env, azureLoginHost: loginHost(options, env) });
  const workspaceId = settings.get("workspace_id")?.value ?? null;
  return signInOf({ host, hostSource: found.source, method, opened, workspaceId });
}

/** Not a {@link Settings setting}: a profile must not choose where a secret is sent. */
function loginHost(options: SignInOptions, env: SignInContext["env"]): string | undefined {
  const [given, source] =
    options.azureLoginHost === undefined
      ? [env["AZURE_AUTHORITY_HOST"], "AZURE_AUTHORITY_HOST"]
      : [options.azureLoginHost, "option azureLoginHost"];
  return given === undefined || given.trim() === "" ? undefined : normaliseHost(given, source);
}

async function openFirst(context: SignInContext): Promise<{ readonly method: string; readonly opened: OpenedSignIn }> {
  const { settings, host } = context;
  const requested = settings.get("auth_type")?.value;
  if (requested === undefined) assertOneGroup(settings);
  const candidates = signInMethods.filter(({ type }) => requested === undefined || type === requested);
  if (candidates.length === 0) throw unsupported(requested ?? "");
  const reasons: string[] = [];
  for (const method of candidates) {
    const opened = await method.open(context);
    if ("tokens" in opened) return { method: method.type, opened };
    reasons.push(`${method.type} ${opened.reason.replace(/\.$/, "")}`);
  }
  const message =
    requested === undefined
      ? `There are no credentials for ${host}. Tried: ${reasons.join("; ")}.`
      : `Sign-in to ${host} is impossible: ${reasons.join("; ")}.`;
  throw new RemoteError("sign-in-failed", message, {
    hint:
      "Set DATABRICKS_TOKEN, or DATABRICKS_CLIENT_ID and DATABRICKS_CLIENT_SECRET of a service principal, " +
      `or run \`databricks auth login --host ${host}\`.`,
  });
}

function assertOneGroup(settings: Settings): void {
  const configured = groups.filter(({ by }) => by.some((name) => settings.has(name)));
  if (configured.length <= 1) {
    const [only] = configured;
    if (only?.name === "basic" || only?.name === "google") throw unsupported(only.name);
    return;
  }
  const sources = configured.flatMap(({ by }) => by.flatMap((name) => settings.get(name)?.source ?? []));
  const names = configured
    .map(({ name }) => name)
    .sort()
    .join(" and ");
  throw new RemoteError("sign-in-failed", `validate: more than one authorization method configured: ${names}.`, {
    hint: `Remove one of them (${sources.join(", ")}), or set DATABRICKS_AUTH_TYPE to the one to use.`,
  });
}

function unsupported(type: string): RemoteError {
  const supported = signInMethods.map((method) => method.type).join(", ");
  return new RemoteError(
    "sign-in-failed",
    `The sign-in method ${JSON.stringify(type)} is not supported; expected one of ${supported}.`,
    {
      hint:
        type === "external-browser"
          ? "Run `databricks auth login`, and set DATABRICKS_AUTH_TYPE to databricks-cli."
          : "Use a personal access token (DATABRICKS_TOKEN) or a service principal " +
            "(DATABRICKS_CLIENT_ID and DATABRICKS_CLIENT_SECRET).",
    },
  );
}
