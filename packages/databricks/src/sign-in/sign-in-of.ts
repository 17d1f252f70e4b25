import type { OpenedSignIn } from "./sign-in-method.js";
import type { SignIn } from "./sign-in.js";

interface Parts {
  readonly host: string;
  readonly hostSource: string;
  readonly method: string;
  readonly opened: OpenedSignIn;
  readonly workspaceId: string | null;
}

/** The sign-in of opened credentials. */
export function signInOf({ host, hostSource, method, opened, workspaceId }: Parts): SignIn {
  const { tokens, source, secrets } = opened;
  return {
    host,
    method,
    sources: { host: hostSource, credentials: source },
    workspaceId,
    token: (signal) => tokens.get(signal),
    refuse: (token) => tokens.refuse(token),
    hasEnded: (token) => tokens.hasEnded(token),
    redact: (text) => redactAll(text, [...secrets, ...tokens.known()]),
  };
}

function redactAll(text: string, secrets: readonly string[]): string {
  let redacted = text;
  for (const secret of secrets) if (secret.length > 0) redacted = redacted.replaceAll(secret, "***");
  return redacted;
}
