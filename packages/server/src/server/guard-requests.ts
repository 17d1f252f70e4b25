import type { MiddlewareHandler } from "hono";
import { checkOrigin, type OriginRules } from "../access/check-origin.js";
import { RequestError } from "../http/request-error.js";
import type { ServerEnv } from "./server-env.js";

/** For pages of origins that are allowed. */
const preflightHeaders = {
  "access-control-allow-methods": "GET, POST, PUT, DELETE",
  "access-control-allow-headers": "authorization, content-type",
  "access-control-max-age": "600",
};

export interface GuardOptions extends OriginRules {
  /** Requests that may run at once. */
  readonly concurrency: number;
  /** Whether a path is one of the page's files, which other sites may link to. */
  readonly isPage: (path: string) => boolean;
}

/** What every request passes first: the checks of `Host` and `Origin`, and the bound of concurrent requests. */
export function guardRequests({ concurrency, isPage, ...rules }: GuardOptions): MiddlewareHandler<ServerEnv> {
  let running = 0;
  return async ({ env, req, header }, next) => {
    const { host, origin, "sec-fetch-site": site } = env.incoming.headers;
    checkOrigin({ host, origin, site: req.method === "GET" && isPage(req.path) ? undefined : String(site) }, rules);
    header("x-content-type-options", "nosniff");
    header("referrer-policy", "no-referrer");
    header("cache-control", "no-store");
    if (origin !== undefined && rules.origins.has(origin)) {
      header("access-control-allow-origin", origin);
      header("vary", "origin");
      if (req.method === "OPTIONS") return new Response(null, { status: 204, headers: preflightHeaders });
    }
    if (running >= concurrency)
      throw new RequestError(503, "server-busy", "The server has as many requests as it takes at once.", {
        hint: "Try again in a moment.",
      });
    running += 1;
    try {
      await next();
    } finally {
      running -= 1;
    }
    return undefined;
  };
}
