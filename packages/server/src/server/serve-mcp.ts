import type { Context } from "hono";
import { retriableOnce } from "@ragstone/core";
import type { RagstoneMcp } from "@ragstone/mcp";
import { identify, type Gate } from "../access/identify.js";
import type { Identity } from "../access/identity.js";
import type { ServerContext } from "../context/server-context.js";
import type { ServerEnv } from "./server-env.js";

/** MCP over HTTP, with the scope of each caller. */
export interface McpMount {
  serve(context: Context<ServerEnv>): Promise<Response>;
  close(): Promise<void>;
}

/** Mounts an MCP server for each identity, made when its first request comes. */
export function serveMcp({ collections, version }: ServerContext, gate: Gate): McpMount {
  const made = new Map<string, () => Promise<RagstoneMcp>>();
  const make = async ({ scope }: Identity): Promise<RagstoneMcp> => {
    const { createMcp } = await import("@ragstone/mcp");
    return createMcp({
      version,
      filter: scope ?? undefined,
      collections: [...collections.values()].map(({ name, rag }) => ({ name, open: async () => ({ rag }) })),
      sync: false,
    });
  };
  return {
    async serve(context) {
      const identity = identify(context.env.incoming, gate);
      context.set("operation", "mcp");
      context.set("caller", identity.name);
      const key = JSON.stringify([identity.name, identity.scope]);
      const open = made.get(key) ?? retriableOnce(() => make(identity));
      made.set(key, open);
      return (await open()).fetch(context.req.raw);
    },
    async close() {
      for (const open of made.values()) await (await open()).close();
    },
  };
}
