import type { DatabricksAppsOptions } from "./databricks-user.js";
import type { OidcOptions } from "./oidc-user.js";
import type { ProxyOptions } from "./proxy-user.js";

/**
 * How users prove who they are, besides named tokens. A verified user sees the documents whose `principals` name
 * `everyone`, `user:NAME` or one of the user's groups, and nothing of others.
 */
export interface UserOptions {
  /** A reverse proxy that signs users in and names them in headers. */
  readonly proxy?: ProxyOptions;
  /** Bearer tokens of an OpenID Connect provider. */
  readonly oidc?: OidcOptions;
  /** The headers of Databricks Apps. Only where nothing but its proxy reaches the server. */
  readonly databricksApps?: DatabricksAppsOptions;
}
