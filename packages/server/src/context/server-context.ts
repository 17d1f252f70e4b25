import type { Collection } from "../collections/collection.js";
import type { Limits } from "./limits.js";

/** What all requests of a server share. */
export interface ServerContext {
  readonly collections: ReadonlyMap<string, Collection>;
  readonly limits: Limits;
  /** Fires when the server has to end its streams. */
  readonly stopping: AbortSignal;
}
