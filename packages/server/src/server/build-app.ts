import { Hono } from "hono";
import { failureOf } from "@ragstone/engine/internal";
import { authenticator } from "../access/authenticate.js";
import { loopbackNames } from "../access/host-names.js";
import { verifyUser } from "../access/verify-user.js";
import { rateLimit } from "../access/rate-limit.js";
import { routes } from "../api/routes.js";
import type { Operation } from "../handlers/call.js";
import { errorJson } from "../http/error-json.js";
import { RequestError } from "../http/request-error.js";
import { statusOf } from "../http/status-of.js";
import { openaiError } from "../openai/openai-error.js";
import { pageHeaders } from "../page/page-policy.js";
import type { PageFile } from "../page/read-page.js";
import type { ServerContext } from "../context/server-context.js";
import type { ServerOptions } from "./server-options.js";
import { guardRequests } from "./guard-requests.js";
import { logRequests } from "./log-requests.js";
import type { ServerEnv } from "./server-env.js";
import { serveMcp } from "./serve-mcp.js";
import { serveOperation } from "./serve-operation.js";

/** The server's routes. */
export interface App {
  readonly app: Hono<ServerEnv>;
  /** Ends what the routes keep open. */
  close(): Promise<void>;
}

/** The routes with everything that a request passes before them. */
export function buildApp(
  { tokens, users = {}, allowedHosts = [], allowedOrigins = [], onRequest }: ServerOptions,
  server: ServerContext,
  page: ReadonlyMap<string, PageFile>,
): App {
  const app = new Hono<ServerEnv>();
  const gate = {
    authenticate: authenticator(tokens),
    verifyUser: verifyUser(users),
    requests: rateLimit(server.limits.requestsPerMinute),
    refusals: rateLimit(server.limits.refusalsPerMinute),
  };

  app.use(logRequests(onRequest));
  app.use(
    guardRequests({
      hosts: new Set([...loopbackNames, ...allowedHosts.map((name) => name.toLowerCase())]),
      origins: new Set(allowedOrigins),
      concurrency: server.limits.concurrency,
      isPage: (path) => page.has(path),
    }),
  );
  for (const operation of Object.keys(routes) as Operation[]) {
    const { method, path } = routes[operation];
    app.on(method.toUpperCase(), path.replaceAll(/\{(\w+)\}/gu, ":$1"), serveOperation(operation, server, gate));
  }
  const mcp = serveMcp(server, gate);
  app.all("/mcp", (context) => mcp.serve(context));
  const headers = pageHeaders(new TextDecoder().decode(page.get("/")?.content));
  app.get("*", (context) => {
    const file = page.get(context.req.path);
    if (file === undefined) return context.notFound();
    return context.body(file.content, 200, { "content-type": file.type, ...headers });
  });
  app.notFound((context) =>
    context.json(
      errorJson(
        new RequestError(404, "not-found", "There is nothing at this address.", {
          hint: "GET /api/openapi.json lists the routes.",
        }),
      ),
      404,
    ),
  );
  app.onError((error, context) => {
    const failure = failureOf(error);
    const status = statusOf(failure);
    const isOpenai = context.req.path.startsWith("/v1/");
    return context.json(isOpenai ? openaiError(failure, status) : errorJson(failure), status as 500);
  });
  return { app, close: () => mcp.close() };
}
