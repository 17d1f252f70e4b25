import type { Settings } from "./settings.js";
import type { TokenSource } from "./token-source.js";

/** What a kind of sign-in may read. */
export interface SignInContext {
  readonly settings: Settings;
  /** `scheme://host[:port]` of the workspace. */
  readonly host: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Origin of Azure's login service, in place of the one of the workspace's cloud. */
  readonly azureLoginHost: string | undefined;
}

/** Credentials that were found. */
export interface OpenedSignIn {
  readonly tokens: TokenSource;
  /** Where they come from: `DATABRICKS_TOKEN`, `az account get-access-token`. */
  readonly source: string;
  /** Never shown; tokens aside. */
  readonly secrets: readonly string[];
}

/** Why a kind of sign-in cannot be used, as the rest of a sentence: `lacks DATABRICKS_TOKEN`. */
export interface UnusableSignIn {
  readonly reason: string;
}

/** One kind of sign-in of Databricks' unified client authentication. */
export interface SignInMethod {
  /** As `DATABRICKS_AUTH_TYPE` and the SDKs name it. */
  readonly type: string;
  open(context: SignInContext): Promise<OpenedSignIn | UnusableSignIn>;
}
