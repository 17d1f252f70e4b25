import { RemoteError } from "@ragstone/core";

const loopback = /^(localhost|127(\.\d+){3}|\[::1\])$/;

/**
 * `scheme://host[:port]` with `https://` added and any path dropped.
 *
 * @throws {@link RemoteError} `sign-in-failed` when it is no address, or when a token would travel unencrypted
 */
export function normaliseHost(host: string, source: string): string {
  const withScheme = /^[a-z]+:\/\//i.test(host.trim()) ? host.trim() : `https://${host.trim()}`;
  if (!URL.canParse(withScheme)) {
    throw new RemoteError(
      "sign-in-failed",
      `The workspace host from ${source} is not an address: ${JSON.stringify(host.slice(0, 80))}.`,
      {
        hint: "Give it as https://<workspace>, for example https://dbc-1234.cloud.databricks.com.",
      },
    );
  }
  const url = new URL(withScheme);
  if (url.protocol !== "https:" && !(url.protocol === "http:" && loopback.test(url.hostname))) {
    throw new RemoteError(
      "sign-in-failed",
      `The workspace host from ${source} uses ${url.protocol}//, over which a token would travel unencrypted.`,
      {
        hint: `Use https://${url.host}.`,
      },
    );
  }
  return `${url.protocol}//${url.host}`;
}
