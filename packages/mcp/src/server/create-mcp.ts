import { createMcpHandler, type McpServerFactory } from "@modelcontextprotocol/server";
import { Library } from "../collections/library.js";
import { buildServer } from "./build-server.js";
import type { McpOptions } from "../tools/mcp-options.js";
import type { ServerState } from "../tools/server-state.js";

/** Longer than a small folder takes to index, shorter than an agent should wait. */
const waitMs = 5000;
const defaultTimeoutMs = 55_000;

/** An MCP server over folders, for any transport. */
export interface RagstoneMcp {
  /**
   * Serves one HTTP request (streamable HTTP, stateless, clients of 2024 to 2026). Checks neither Host nor Origin nor
   * tokens: the HTTP server in front does.
   */
  readonly fetch: (request: Request) => Promise<Response>;
  /** Makes an instance for a connection. */
  readonly factory: McpServerFactory;
  /** Stops calls and background work. Leaves the collections open. */
  close(): Promise<void>;
}

/**
 * An MCP server with the tools `search`, `read`, `ask`, `verify` and `status`. Opens nothing until a tool is called.
 *
 * @throws {@link InvalidOptionError} without collections, or if two share a name
 */
export function createMcp(options: McpOptions): RagstoneMcp {
  const controller = new AbortController();
  const { filter, sync = true, timeoutMs = defaultTimeoutMs } = options;
  const library = new Library(options.collections, { filter, sync });
  const state: ServerState = { library, options, waitMs, timeoutMs, closing: controller.signal };
  const factory = () => buildServer(state);
  const handler = createMcpHandler(factory);
  return {
    fetch: (request) => handler.fetch(request),
    factory,
    async close() {
      controller.abort();
      await Promise.all([library.close(), handler.close()]);
    },
  };
}
