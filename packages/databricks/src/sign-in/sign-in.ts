/**
 * A resolved sign-in, of `resolveSignIn` or `createSignIn`. Secrets live in closures only: printing, inspecting or
 * serialising it shows none.
 */
export interface SignIn {
  /** `scheme://host[:port]`. */
  readonly host: string;
  /** `pat`, `oauth-m2m`, `databricks-cli`, ... */
  readonly method: string;
  /**
   * Where each part came from, for `doctor` and for errors: `option`, `DATABRICKS_TOKEN`, `profile DEFAULT of
   * /home/...`.
   */
  readonly sources: { readonly host: string; readonly credentials: string };
  /** Sent as `X-Databricks-Workspace-Id` where configured. */
  readonly workspaceId: string | null;
  /**
   * The bearer token. Cached; asked for again before it ends, once for any number of callers.
   *
   * @throws RemoteError `sign-in-failed` when the credentials are refused
   */
  token(signal?: AbortSignal): Promise<string>;
  /**
   * Forgets `token` if it is the cached one, after the workspace refused it. Returns whether another can be obtained.
   */
  refuse(token: string): boolean;
  /** Whether a token has ended by now, so that its refusal says nothing about the credentials. */
  hasEnded(token: string): boolean;
  /** Replaces every secret that is known by `***`. */
  readonly redact: (text: string) => string;
}
