import type { Token } from "../access/token.js";
import type { UserOptions } from "../access/user-options.js";
import type { CollectionOptions } from "../collections/collection.js";
import type { LogEntry } from "./log-entry.js";
import type { Limits } from "../context/limits.js";

/** What a server offers, and to whom. */
export interface ServerOptions {
  /** At least one, with names that differ. The server does not close them. */
  readonly collections: readonly CollectionOptions[];
  /** At least one. */
  readonly tokens: readonly Token[];
  /** How users prove who they are. @defaultValue only tokens are accepted */
  readonly users?: UserOptions;
  /** Names besides those of loopback under which the server is reached. @defaultValue none */
  readonly allowedHosts?: readonly string[];
  /** Origins of other pages that may call the API, for example `https://app.example`. @defaultValue none */
  readonly allowedOrigins?: readonly string[];
  readonly limits?: Partial<Limits>;
  /** The model that answers unless a request names another, as the indexes were opened with. @defaultValue "extractive" */
  readonly model?: string;
  /** Where programs keep the user's data, local models among them. @defaultValue the system's */
  readonly dataDir?: string | undefined;
  /** Where Ollama would run; `null` for not asking. @defaultValue `http://127.0.0.1:11434` */
  readonly ollamaUrl?: string | null;
  /** Where conversations are kept, of each caller apart. @defaultValue none are kept */
  readonly historyDir?: string;
  /** Keep a provider's key in memory, by the provider's prefix. @defaultValue none may be entered */
  readonly keys?: Readonly<Record<string, (key: string) => void>>;
  /** Called after each request. */
  readonly onRequest?: (entry: LogEntry) => void;
}
