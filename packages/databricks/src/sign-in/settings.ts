import type { SignInOptions } from "./sign-in-options.js";
import { readProfile } from "./read-profile.js";

export type SettingName =
  | "host"
  | "token"
  | "client_id"
  | "client_secret"
  | "auth_type"
  | "workspace_id"
  | "profile"
  | "username"
  | "password"
  | "oidc_token_env"
  | "oidc_token_filepath"
  | "azure_client_id"
  | "azure_client_secret"
  | "azure_tenant_id"
  | "azure_environment"
  | "azure_workspace_resource_id"
  | "google_credentials"
  | "databricks_cli_path";

export interface Setting {
  readonly value: string;
  readonly source: string;
}

/** Every setting that was found, with its source. */
export type Settings = ReadonlyMap<SettingName, Setting>;

/** The variables of Databricks' SDKs. Those of unsupported methods are read only to report them. */
export const variables: Readonly<Record<SettingName, string>> = {
  host: "DATABRICKS_HOST",
  token: "DATABRICKS_TOKEN",
  client_id: "DATABRICKS_CLIENT_ID",
  client_secret: "DATABRICKS_CLIENT_SECRET",
  auth_type: "DATABRICKS_AUTH_TYPE",
  workspace_id: "DATABRICKS_WORKSPACE_ID",
  profile: "DATABRICKS_CONFIG_PROFILE",
  username: "DATABRICKS_USERNAME",
  password: "DATABRICKS_PASSWORD",
  oidc_token_env: "DATABRICKS_OIDC_TOKEN_ENV",
  oidc_token_filepath: "DATABRICKS_OIDC_TOKEN_FILEPATH",
  azure_client_id: "ARM_CLIENT_ID",
  azure_client_secret: "ARM_CLIENT_SECRET",
  azure_tenant_id: "ARM_TENANT_ID",
  azure_environment: "ARM_ENVIRONMENT",
  azure_workspace_resource_id: "DATABRICKS_AZURE_RESOURCE_ID",
  google_credentials: "GOOGLE_CREDENTIALS",
  databricks_cli_path: "DATABRICKS_CLI_PATH",
};

/** Settings that make the SDK consider sign-in configured, so that it ignores the file. */
const configuring: readonly SettingName[] = [
  "host",
  "token",
  "client_id",
  "client_secret",
  "username",
  "password",
  "oidc_token_env",
  "oidc_token_filepath",
  "azure_client_id",
  "azure_client_secret",
  "azure_tenant_id",
  "azure_workspace_resource_id",
  "google_credentials",
];

/**
 * Every setting with its source: options, then the environment, then the profile. The file is read only when nothing of
 * the sign-in is configured before it, or when a profile is named (github databricks/databricks-sdk-py, config.py).
 * `profile` is set if the host comes from one.
 */
export async function gatherSettings(
  options: SignInOptions,
  env: Readonly<Record<string, string | undefined>>,
): Promise<Settings> {
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
  put("oidc_token_filepath", options.oidcTokenFile, "option oidcTokenFile");
  put("azure_client_id", options.azureClientId, "option azureClientId");
  put("azure_client_secret", options.azureClientSecret, "option azureClientSecret");
  put("azure_tenant_id", options.azureTenantId, "option azureTenantId");
  const names = (Object.keys(variables) as SettingName[]).filter((name) => name !== "profile");
  for (const name of names) put(name, env[variables[name]], variables[name]);
  put("oidc_token_filepath", env["DATABRICKS_OIDC_TOKEN_FILE"], "DATABRICKS_OIDC_TOKEN_FILE");

  const profileName = nonEmpty(options.profile) ?? nonEmpty(env["DATABRICKS_CONFIG_PROFILE"]);
  if (profileName === undefined && configuring.some((name) => settings.has(name))) return settings;
  const profile = await readProfile(
    nonEmpty(options.configFile) ?? nonEmpty(env["DATABRICKS_CONFIG_FILE"]),
    profileName,
  );
  if (profile !== null) {
    const source = `profile ${profile.name} of ${profile.path}`;
    for (const name of names) put(name, profile.values.get(name), source);
    if (settings.get("host")?.source === source) put("profile", profile.name, source);
  }
  return settings;
}

function nonEmpty(value: string | undefined): string | undefined {
  return value === undefined || value.trim() === "" ? undefined : value.trim();
}
