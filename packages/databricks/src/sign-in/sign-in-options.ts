/**
 * How to reach a workspace. Everything left out is looked for in the environment and then in `.databrickscfg`, as
 * Databricks' own SDK does.
 */
export interface SignInOptions {
  /** For example `https://adb-1234.5.azuredatabricks.net`; `https://` may be left out. */
  readonly host?: string;
  /** Personal access token. */
  readonly token?: string;
  /** OAuth client of a service principal, with {@link SignInOptions.clientSecret}. */
  readonly clientId?: string;
  readonly clientSecret?: string;
  /** File with an OIDC token that is exchanged for a workspace token. It is read again at every exchange. */
  readonly oidcTokenFile?: string;
  /** Service principal of Microsoft Entra ID, with {@link SignInOptions.azureClientSecret}. */
  readonly azureClientId?: string;
  readonly azureClientSecret?: string;
  /** @defaultValue `ARM_TENANT_ID`, else the tenant that the workspace's sign-in page names */
  readonly azureTenantId?: string;
  /**
   * Origin of Azure's login service. It receives the client secret, so no configuration file can set it.
   *
   * @defaultValue `AZURE_AUTHORITY_HOST`, else the login service of the workspace's cloud
   */
  readonly azureLoginHost?: string;
  /**
   * The only kind of sign-in to use: `pat`, `oauth-m2m`, `env-oidc`, `file-oidc`, `azure-client-secret`, `azure-cli` or
   * `databricks-cli`.
   *
   * @defaultValue the first in this order that is configured
   */
  readonly authType?: string;
  /** Section of the configuration file. */
  readonly profile?: string;
  /** @defaultValue `DATABRICKS_CONFIG_FILE`, else `~/.databrickscfg` */
  readonly configFile?: string;
  /** Also the environment of the programs that are run. @defaultValue the environment of the process */
  readonly env?: Readonly<Record<string, string | undefined>>;
}
