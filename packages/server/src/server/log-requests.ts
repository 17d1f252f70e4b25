import type { MiddlewareHandler } from "hono";
import type { LogEntry } from "./log-entry.js";
import type { ServerEnv } from "./server-env.js";

/** Reports each request after it is answered. */
export function logRequests(onRequest: ((entry: LogEntry) => void) | undefined): MiddlewareHandler<ServerEnv> {
  return async (context, next) => {
    const started = performance.now();
    for (const name of ["caller", "operation", "collection"] as const) context.set(name, null);
    const { incoming, outgoing } = context.env;
    await next();
    const status = outgoing.headersSent ? outgoing.statusCode : context.res.status;
    onRequest?.({
      time: new Date().toISOString(),
      method: incoming.method ?? "",
      ...context.var,
      status,
      elapsedMs: Math.round(performance.now() - started),
    });
  };
}
