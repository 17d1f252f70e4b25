// The modules that the MCP server of this repository is made of.
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const from = (name) => createRequire(new URL(`../../packages/${name}/package.json`, import.meta.url));
const load = (name, module) => import(pathToFileURL(from(name).resolve(module)).href);

export const sdk = await load("mcp", "@modelcontextprotocol/server");
export const { z } = await load("mcp", "zod");
export const { Hono } = await load("server", "hono");
export const { serve } = await load("server", "@hono/node-server");
export const { guardRequests } = await import("../../packages/server/dist/server/guard-requests.js");
export const { errorJson } = await import("../../packages/server/dist/http/error-json.js");
export const { loopbackNames } = await import("../../packages/server/dist/access/host-names.js");
