import process from "node:process";
import { RemoteError } from "@ragstone/core";
import { normaliseHost } from "./normalise-host.js";
import { oauthToken } from "./oauth-token.js";
import { gatherSettings, type Setting, type SettingName } from "./settings.js";
import type { SignIn } from "./sign-in.js";
import type { SignInOptions } from "./sign-in-options.js";

/** Methods of the SDK by the settings that configure them, under the names its error uses. */
const methods: readonly { readonly name: string; readonly type: string; readonly by: readonly SettingName[] }[] = [
  { name: "pat", type: "pat", by: ["token"] },
  { name: "oauth", type: "oauth-m2m", by: ["client_id", "client_secret"] },
  { name: "basic", type: "basic", by: ["username", "password"] },
  { name: "azure", type: "azure-client-secret", by: ["azure_client_secret"] },
  { name: "google", type: "google-credentials", by: ["google_credentials"] },
];

/**
 * Finds host and credentials: options first, then `DATABRICKS_*` variables, then `.databrickscfg`, with the precedence
 * of Databricks' own SDK. Reads files and the environment, asks no server.
 *
 * @throws {@link RemoteError} `sign-in-failed` when there is no host, no credential, more than one method, or a method
 * other than personal access token and OAuth of a service principal
 */
export async function resolveSignIn(options: SignInOptions = {}): Promise<SignIn> {
  const settings = await gatherSettings(options, options.env ?? process.env);
  const host = settings.get("host");
  if (host === undefined) {
    throw new RemoteError(
      "sign-in-failed",
      "No Databricks workspace is configured: " +
        "there is no host among the options, in DATABRICKS_HOST or in the configuration file.",
      {
        hint: "Set DATABRICKS_HOST and DATABRICKS_TOKEN, or name a profile with DATABRICKS_CONFIG_PROFILE.",
      },
    );
  }
  const address = normaliseHost(host.value, host.source);
  const method = chooseMethod(settings, address);
  const workspaceId = settings.get("workspace_id")?.value ?? null;
  return method === "pat"
    ? patSignIn(address, host.source, settings.get("token")!, workspaceId)
    : clientSignIn(address, host.source, settings, workspaceId);
}

function chooseMethod(settings: ReadonlyMap<SettingName, Setting>, host: string): "pat" | "oauth-m2m" {
  const configured = methods.filter((method) => method.by.some((name) => settings.has(name)));
  const requested = settings.get("auth_type")?.value;
  if (requested === undefined && configured.length > 1) {
    const sources = configured.flatMap(({ by }) => by.flatMap((name) => settings.get(name)?.source ?? []));
    throw new RemoteError(
      "sign-in-failed",
      `validate: more than one authorization method configured: ${configured
        .map(({ name }) => name)
        .sort()
        .join(" and ")}.`,
      {
        hint: `Remove one of them (${sources.join(", ")}), or set DATABRICKS_AUTH_TYPE to the one to use.`,
      },
    );
  }
  const type = requested ?? configured[0]?.type;
  if (type === undefined) {
    throw new RemoteError("sign-in-failed", `There are no credentials for ${host}.`, {
      hint: "Set DATABRICKS_TOKEN, or DATABRICKS_CLIENT_ID and DATABRICKS_CLIENT_SECRET of a service principal.",
    });
  }
  if (type !== "pat" && type !== "oauth-m2m") {
    throw new RemoteError(
      "sign-in-failed",
      `The sign-in method ${JSON.stringify(type)} is not supported; expected "pat" or "oauth-m2m".`,
      {
        hint:
          "Use a personal access token (DATABRICKS_TOKEN) or a service principal " +
          "(DATABRICKS_CLIENT_ID and DATABRICKS_CLIENT_SECRET).",
      },
    );
  }
  const needed: readonly SettingName[] = type === "pat" ? ["token"] : ["client_id", "client_secret"];
  const missing = needed.filter((name) => !settings.has(name));
  if (missing.length > 0) {
    throw new RemoteError("sign-in-failed", `Sign-in ${type} for ${host} lacks ${missing.join(" and ")}.`, {
      hint: `Set ${missing.map((name) => `DATABRICKS_${name.toUpperCase()}`).join(" and ")}.`,
    });
  }
  for (const name of needed) assertHeaderSafe(name, settings.get(name)!);
  return type;
}

/** A secret with a line break or a letter outside ASCII would be quoted in full by the error of the HTTP client. */
function assertHeaderSafe(name: SettingName, { value, source }: Setting): void {
  if (/^[\u0021-\u007E]+$/.test(value)) return;
  throw new RemoteError(
    "sign-in-failed",
    `The ${name} from ${source} contains characters that no credential has, such as a space or a line break.`,
    { hint: "Copy it again, without quotes or line breaks." },
  );
}

function patSignIn(host: string, hostSource: string, token: Setting, workspaceId: string | null): SignIn {
  const secret = token.value;
  return {
    host,
    method: "pat",
    sources: { host: hostSource, credentials: token.source },
    workspaceId,
    token: () => Promise.resolve(secret),
    refuse: () => false,
    redact: (text) => redactAll(text, [secret]),
  };
}

function clientSignIn(
  host: string,
  hostSource: string,
  settings: ReadonlyMap<SettingName, Setting>,
  workspaceId: string | null,
): SignIn {
  const client = settings.get("client_id")!;
  const secret = settings.get("client_secret")!;
  const tokens = oauthToken({ host, clientId: client.value, clientSecret: secret.value });
  return {
    host,
    method: "oauth-m2m",
    sources: { host: hostSource, credentials: secret.source },
    workspaceId,
    token: (signal) => tokens.get(signal),
    refuse: (token) => tokens.refuse(token),
    redact: (text) => redactAll(text, [secret.value, basic(client.value, secret.value), ...tokens.known()]),
  };
}

function basic(clientId: string, clientSecret: string): string {
  return Buffer.from(`${clientId}:${clientSecret}`).toString("base64");
}

function redactAll(text: string, secrets: readonly string[]): string {
  let redacted = text;
  for (const secret of secrets) if (secret.length > 0) redacted = redacted.replaceAll(secret, "***");
  return redacted;
}
