import { cachedToken } from "./cached-token.js";
import type { IssuedToken } from "./issued-token.js";
import { normaliseHost } from "./normalise-host.js";
import type { SignIn } from "./sign-in.js";
import { signInOf } from "./sign-in-of.js";

/** Where tokens of the caller's own come from. */
export interface CreateSignInOptions {
  /** For example `https://adb-1234.5.azuredatabricks.net`; `https://` may be left out. */
  readonly host: string;
  /** Obtains a new token. Called when one is needed, before the last one ends; never twice at once. */
  readonly issueToken: () => Promise<IssuedToken>;
  /** Named by `doctor` and in errors. @defaultValue "custom" */
  readonly method?: string;
  /** Sent as `X-Databricks-Workspace-Id`. */
  readonly workspaceId?: string;
}

/**
 * A sign-in with tokens from anywhere: a vault, a broker, the user of a request. Caches each token, renews it before it
 * ends, asks again if the workspace refuses it, and keeps tokens out of errors.
 *
 * @example
 * ```ts
 * const signIn = createSignIn({
 *   host: "https://adb-1234.5.azuredatabricks.net",
 *   issueToken: async () => ({ token: await readVault("databricks"), expiresMs: Date.now() + 600_000 }),
 * });
 * const workspace = createWorkspace({ signIn });
 * ```
 * @throws {@link RemoteError} `sign-in-failed` when the host is no address, or not `https`
 */
export function createSignIn({ host, issueToken, method = "custom", workspaceId }: CreateSignInOptions): SignIn {
  return signInOf({
    host: normaliseHost(host, "option host"),
    method,
    hostSource: "option host",
    opened: { tokens: cachedToken(issueToken), source: "option issueToken", secrets: [] },
    workspaceId: workspaceId ?? null,
  });
}
