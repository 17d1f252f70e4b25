import { hostName } from "./host-names.js";
import { RequestError } from "../http/request-error.js";

export interface OriginRules {
  /** Names that `Host` may have, without ports. */
  readonly hosts: ReadonlySet<string>;
  /** Other origins whose pages may call the API. */
  readonly origins: ReadonlySet<string>;
}

interface OriginHeaders {
  readonly host: string | undefined;
  readonly origin: string | undefined;
  readonly site: string | undefined;
}

/**
 * Refuses a request of a page that is not the server's own: with another `Host`, as DNS rebinding sends it, or another
 * `Origin`.
 *
 * @throws {@link RequestError} `host-refused` or `origin-refused`, 403
 */
export function checkOrigin({ host, origin, site }: OriginHeaders, { hosts, origins }: OriginRules): void {
  const name = hostName(host ?? "");
  if (name === null || !hosts.has(name))
    throw new RequestError(403, "host-refused", `The server does not answer to the host ${quote(host)}.`, {
      hint: "Use the printed address, or list the name in `allowedHosts`.",
    });
  if (origin !== undefined && origins.has(origin)) return;
  const isOwn = origin === undefined || origin === `http://${host}` || origin === `https://${host}`;
  if (!isOwn || site === "cross-site" || site === "same-site")
    throw new RequestError(403, "origin-refused", `Pages of ${quote(origin ?? site)} may not call the server.`, {
      hint: "Only the server's own page and programs may call it; list other origins in `allowedOrigins`.",
    });
}

function quote(value: string | undefined): string {
  return JSON.stringify(value === undefined ? "" : value.slice(0, 100));
}
