import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import { openRagstone, type Ragstone } from "@ragstone/engine";
import { onTestFinished } from "vitest";
import { createMcp, type McpOptions, type RagstoneMcp } from "../src/index.js";

/** An MCP server over folders, closed when the test ends. */
export async function mcpOver(
  folders: Readonly<Record<string, string>>,
  options: Partial<McpOptions> = {},
): Promise<RagstoneMcp> {
  const opened: Ragstone[] = [];
  const collections = Object.entries(folders).map(([name, folder]) => ({
    name,
    open: async () => {
      const rag = await openRagstone({ folder });
      opened.push(rag);
      return { rag };
    },
  }));
  const mcp = createMcp({ version: "1.0.0", ...options, collections });
  onTestFinished(async () => {
    await mcp.close();
    for (const rag of opened) await rag.close();
  });
  return mcp;
}

/** The server's `/mcp` on a loopback port, as an HTTP server would mount it. */
export async function listen(mcp: RagstoneMcp): Promise<URL> {
  const server = createServer((request, response) => {
    void webRequest(request)
      .then((given) => mcp.fetch(given))
      .then(async (answer) => {
        response.writeHead(answer.status, Object.fromEntries(answer.headers));
        for await (const piece of answer.body ?? []) response.write(piece);
        response.end();
      });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  return new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/mcp`);
}

async function webRequest(request: IncomingMessage): Promise<Request> {
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers)) if (typeof value === "string") headers.set(name, value);
  const body = request.method === "POST" ? await buffer(request) : undefined;
  return new Request(`http://127.0.0.1${request.url}`, { method: request.method ?? "GET", headers, body });
}

interface Reply {
  readonly result?: {
    readonly isError?: boolean;
    readonly content: readonly { readonly type: string; readonly text?: string; readonly uri?: string }[];
    readonly structuredContent?: Record<string, unknown>;
  };
  readonly error?: { readonly message: string };
}

/** Calls a tool without a client. */
export async function callTool(mcp: RagstoneMcp, name: string, given: object): Promise<NonNullable<Reply["result"]>> {
  const answer = await mcp.fetch(
    new Request("http://127.0.0.1/mcp", {
      method: "POST",
      headers: { "content-type": "application/json", accept: "application/json, text/event-stream" },
      body: JSON.stringify({ jsonrpc: "2.0", id: 1, method: "tools/call", params: { name, arguments: given } }),
    }),
  );
  const text = await answer.text();
  const reply = JSON.parse(text.startsWith("{") ? text : text.slice(text.indexOf("data:") + 5)) as Reply;
  if (reply.result === undefined) throw new TypeError(text);
  return reply.result;
}
