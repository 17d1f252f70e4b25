import { InvalidOptionError, RemoteError } from "@ragstone/core";
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
 * @throws {@link InvalidOptionError} if `host` is no text or `issueToken` no function
 * @throws {@link RemoteError} `sign-in-failed` when the host is no address, or not `https`; at a request also when what
 * `issueToken` gave is no token with the time of its end
 */
export function createSignIn({ host, issueToken, method = "custom", workspaceId }: CreateSignInOptions): SignIn {
  // JavaScript callers take both from settings that may be missing.
  if (typeof host !== "string") throw new InvalidOptionError("host", host, "the address of a workspace");
  if (typeof issueToken !== "function")
    throw new InvalidOptionError("issueToken", issueToken, "a function that gives { token, expiresMs }");
  return signInOf({
    host: normaliseHost(host, "option host"),
    method,
    hostSource: "option host",
    opened: { tokens: cachedToken(async () => checked(await issueToken())), source: "option issueToken", secrets: [] },
    workspaceId: workspaceId ?? null,
  });
}

function checked(issued: IssuedToken): IssuedToken {
  const { token, expiresMs } = (issued ?? {}) as Partial<IssuedToken>;
  if (typeof token === "string" && token !== "" && typeof expiresMs === "number" && Number.isFinite(expiresMs))
    return { token, expiresMs };
  throw new RemoteError("sign-in-failed", "issueToken gave no token with the time of its end.", {
    hint: "Give { token, expiresMs }: a text, and its end in ms since the epoch, such as Date.now() + 600_000.",
  });
}
