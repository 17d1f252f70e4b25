// An HTTP server put together as `ragstone serve` does it, guards and MCP handler, with the fixture's features in place of tools
// over documents.
import { once } from "node:events";
import { registerFeatures, stateCodec } from "./fixture-features.mjs";
import { errorJson, guardRequests, Hono, loopbackNames, sdk, serve } from "./modules.mjs";

const { createMcpHandler, isInitializeRequest, isLegacyRequest, McpServer, WebStandardStreamableHTTPServerTransport } =
  sdk;

/** Listens at a free port of this machine. */
export async function startFixture() {
  const handler = createMcpHandler(() => buildServer(() => handler.notify));
  const sessions = legacySessions();
  const app = new Hono();
  app.use(guardRequests({ hosts: new Set(loopbackNames), origins: new Set(), concurrency: 100, isPage: () => false }));
  app.all("/mcp", async ({ req }) =>
    (await isLegacyRequest(req.raw.clone())) ? sessions.fetch(req.raw) : handler.fetch(req.raw),
  );
  app.onError((error, context) => context.json(errorJson(error), error.status ?? 500));
  const server = serve({ fetch: app.fetch, hostname: "127.0.0.1", port: 0 });
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${server.address().port}/mcp`,
    async close() {
      await Promise.all([handler.close(), sessions.close()]);
      server.closeAllConnections();
      server.close();
    },
  };
}

function buildServer(notify) {
  const hint = { ttlMs: 3_600_000, cacheScope: "private" };
  const server = new McpServer(
    { name: "ragstone-conformance", version: "1.0.0" },
    {
      capabilities: {
        tools: { listChanged: true },
        prompts: { listChanged: true },
        resources: { subscribe: true, listChanged: true },
        logging: {},
        completions: {},
      },
      cacheHints: { "tools/list": hint, "prompts/list": hint, "resources/list": hint, "server/discover": hint },
      requestState: { verify: stateCodec.verify },
    },
  );
  registerFeatures(server, notify);
  server.server.setRequestHandler("resources/subscribe", async () => ({}));
  server.server.setRequestHandler("resources/unsubscribe", async () => ({}));
  return server;
}

/** Sessions of clients until 2025-11-25: some scenarios have the server ask the client, which the stateless handler cannot. */
function legacySessions() {
  const transports = new Map();
  const open = async () => {
    const transport = new WebStandardStreamableHTTPServerTransport({
      sessionIdGenerator: () => crypto.randomUUID(),
      onsessioninitialized: (id) => void transports.set(id, transport),
    });
    await buildServer(() => ({ toolsChanged() {}, promptsChanged() {} })).connect(transport);
    return transport;
  };
  return {
    async fetch(request) {
      const known = transports.get(request.headers.get("mcp-session-id"));
      if (known !== undefined) return known.handleRequest(request);
      const body = await request
        .clone()
        .json()
        .catch(() => null);
      if (!isInitializeRequest(body)) return new Response("No such session", { status: 404 });
      return (await open()).handleRequest(request);
    },
    close: () => Promise.all([...transports.values()].map((transport) => transport.close())),
  };
}
