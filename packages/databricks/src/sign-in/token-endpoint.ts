import { parseObject } from "../requests/parse-object.js";
import { readBody } from "../requests/read-body.js";
import { userAgent } from "../requests/user-agent.js";
import { normaliseHost } from "./normalise-host.js";

const timeoutMs = 10_000;
/** Most bytes of the document, which has a few lines. */
const maxBytes = 65_536;

/**
 * Where a workspace issues OAuth tokens: the `token_endpoint` of its discovery document (RFC 8414), as Databricks' SDK
 * reads it, else the documented path.
 *
 * @throws {@link RemoteError} `sign-in-failed` if the document names an address to which a secret would go unencrypted
 */
export async function tokenEndpoint(host: string): Promise<string> {
  const named = await discovered(host);
  if (named === null) return `${host}/oidc/v1/token`;
  normaliseHost(new URL(named).origin, `the discovery document of ${host}`);
  return named;
}

async function discovered(host: string): Promise<string | null> {
  try {
    const response = await fetch(`${host}/oidc/.well-known/oauth-authorization-server`, {
      headers: { accept: "application/json", "user-agent": userAgent },
      redirect: "manual",
      signal: AbortSignal.timeout(timeoutMs),
    });
    const endpoint = parseObject(await readBody(response, maxBytes))?.["token_endpoint"];
    return response.ok && typeof endpoint === "string" && URL.canParse(endpoint) ? endpoint : null;
  } catch {
    // The token request itself reports what is wrong with the host.
    return null;
  }
}
