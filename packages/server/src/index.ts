export { createServer, type RagstoneServer } from "./server/create-server.js";
export type { ServerOptions } from "./server/server-options.js";
export type { LogEntry } from "./server/log-entry.js";
export type { Limits } from "./context/limits.js";
export type { ListenOptions } from "./server/listen.js";
export type { CollectionOptions } from "./collections/collection.js";
export type { Token } from "./access/token.js";
