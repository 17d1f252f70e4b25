export { createMcp, type RagstoneMcp } from "./server/create-mcp.js";
export { serveStdio, type ServeStdioOptions } from "./stdio/serve-stdio.js";
export type { McpOptions } from "./tools/mcp-options.js";
export type { McpCollection } from "./collections/mcp-collection.js";
