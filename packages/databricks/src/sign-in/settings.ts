import type { SignInOptions } from "./sign-in-options.js";
import { readProfile } from "./read-profile.js";

export type SettingName =
  | "host"
  | "token"
  | "client_id"
  | "client_secret"
  | "auth_type"
  | "workspace_id"
  | "username"
  | "password"
  | "azure_client_secret"
  | "google_credentials";

export interface Setting {
  readonly value: string;
  readonly source: string;
}

/** The variables of Databricks' SDKs. Those of unsupported methods are read only to report them. */
const variables: Readonly<Record<SettingName, string>> = {
  host: "DATABRICKS_HOST",
  token: "DATABRICKS_TOKEN",
  client_id: "DATABRICKS_CLIENT_ID",
  client_secret: "DATABRICKS_CLIENT_SECRET",
  auth_type: "DATABRICKS_AUTH_TYPE",
  workspace_id: "DATABRICKS_WORKSPACE_ID",
  username: "DATABRICKS_USERNAME",
  password: "DATABRICKS_PASSWORD",
  azure_client_secret: "ARM_CLIENT_SECRET",
  google_credentials: "GOOGLE_CREDENTIALS",
};

/** Settings that make the SDK consider sign-in configured, so that it ignores the file. */
const configuring: readonly SettingName[] = [
  "host",
  "token",
  "client_id",
  "client_secret",
  "username",
  "password",
  "azure_client_secret",
  "google_credentials",
];

/**
 * Every setting with its source: options, then the environment, then the profile. The file is read only when nothing of
 * the sign-in is configured before it, or when a profile is named (github databricks/databricks-sdk-py, config.py).
 */
export async function gatherSettings(
  options: SignInOptions,
  env: Readonly<Record<string, string | undefined>>,
): Promise<ReadonlyMap<SettingName, Setting>> {
  const settings = new Map<SettingName, Setting>();
  const put = (name: SettingName, value: string | undefined, source: string) => {
    const trimmed = value?.trim();
    if (trimmed !== undefined && trimmed !== "" && !settings.has(name)) settings.set(name, { value: trimmed, source });
  };
  put("host", options.host, "option host");
  put("token", options.token, "option token");
  put("client_id", options.clientId, "option clientId");
  put("client_secret", options.clientSecret, "option clientSecret");
  put("auth_type", options.authType, "option authType");
  for (const [name, variable] of Object.entries(variables) as [SettingName, string][])
    put(name, env[variable], variable);

  const profileName = nonEmpty(options.profile) ?? nonEmpty(env["DATABRICKS_CONFIG_PROFILE"]);
  if (profileName === undefined && configuring.some((name) => settings.has(name))) return settings;
  const profile = await readProfile(
    nonEmpty(options.configFile) ?? nonEmpty(env["DATABRICKS_CONFIG_FILE"]),
    profileName,
  );
  if (profile !== null) {
    for (const name of Object.keys(variables) as SettingName[])
      put(name, profile.values.get(name), `profile ${profile.name} of ${profile.path}`);
  }
  return settings;
}

function nonEmpty(value: string | undefined): string | undefined {
  return value === undefined || value.trim() === "" ? undefined : value.trim();
}
