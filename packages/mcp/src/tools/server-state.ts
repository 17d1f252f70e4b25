import type { Library } from "../collections/library.js";
import type { McpOptions } from "./mcp-options.js";

/** What all instances of one server share. */
export interface ServerState {
  readonly library: Library;
  readonly options: McpOptions;
  /** How long a call waits for an index that is being made, before it answers from what is there. */
  readonly waitMs: number;
  /** Time that a call may take. */
  readonly timeoutMs: number;
  /** Fires when the server closes. */
  readonly closing: AbortSignal;
}
