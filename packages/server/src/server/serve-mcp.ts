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

/** Callers whose MCP servers are kept. */
const maxCallers = 1000;

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
  /** The caller whose last request is the longest ago. */
  const forgetOldest = async () => {
    const [[key, oldest]] = made as unknown as readonly [[string, () => Promise<RagstoneMcp>]];
    made.delete(key);
    await (await oldest()).close();
  };
  return {
    async serve(context) {
      const identity = await identify(context.env.incoming, gate);
      context.set("operation", "mcp");
      context.set("caller", identity.name);
      const key = JSON.stringify([identity.name, identity.scope]);
      const open = made.get(key) ?? retriableOnce(() => make(identity));
      made.delete(key);
      made.set(key, open);
      if (made.size > maxCallers) await forgetOldest();
      return (await open()).fetch(context.req.raw);
    },
    async close() {
      for (const open of made.values()) await (await open()).close();
    },
  };
}
