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
  /** Chooses when both a token and a client are configured: `pat` or `oauth-m2m`. */
  readonly authType?: string;
  /** Section of the configuration file. */
  readonly profile?: string;
  /** @defaultValue `DATABRICKS_CONFIG_FILE`, else `~/.databrickscfg` */
  readonly configFile?: string;
  /** @defaultValue the environment of the process */
  readonly env?: Readonly<Record<string, string | undefined>>;
}
