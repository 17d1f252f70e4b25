import { isRagstoneError } from "@ragstone/core";
import type { RagstoneView } from "@ragstone/engine";
import { freshnessNotices } from "../text/freshness-notices.js";
import type { OpenCollection } from "../collections/open-collection.js";
import type { ServerState } from "./server-state.js";
import type { ToolCall } from "./tool.js";

/** What a tool found in one of the collections. */
export interface FoundIn<T> {
  readonly found: T;
  readonly collection: OpenCollection;
  readonly notices: readonly string[];
}

/**
 * The first collection in which `find` succeeds.
 *
 * @throws the first error, if it succeeds in none
 */
export async function inCollection<T>(
  { library, waitMs }: ServerState,
  name: string | undefined,
  call: ToolCall,
  find: (view: RagstoneView) => Promise<T>,
): Promise<FoundIn<T>> {
  const collections = library.select(name);
  let failure: unknown;
  for (const collection of collections) {
    try {
      const freshness = await collection.ready({ waitMs, ...call });
      const found = await find(await collection.view());
      return { found, collection, notices: freshnessNotices(freshness, null) };
    } catch (error) {
      call.signal.throwIfAborted();
      failure ??= error;
      if (collections.length > 1 && !isRagstoneError(error)) throw error;
    }
  }
  throw failure;
}
