import type { Token } from "../access/token.js";
import type { CollectionOptions } from "../collections/collection.js";
import type { LogEntry } from "./log-entry.js";
import type { Limits } from "../context/limits.js";

/** What a server offers, and to whom. */
export interface ServerOptions {
  /** At least one, with names that differ. The server does not close them. */
  readonly collections: readonly CollectionOptions[];
  /** At least one. */
  readonly tokens: readonly Token[];
  /** Names besides those of loopback under which the server is reached. @defaultValue none */
  readonly allowedHosts?: readonly string[];
  /** Origins of other pages that may call the API, for example `https://app.example`. @defaultValue none */
  readonly allowedOrigins?: readonly string[];
  readonly limits?: Partial<Limits>;
  /** Called after each request. */
  readonly onRequest?: (entry: LogEntry) => void;
}
