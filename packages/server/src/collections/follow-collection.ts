import type { Watch } from "@ragstone/engine";
import type { Collection } from "./collection.js";
import { trackRuns } from "./track-runs.js";

/** Keeps a collection up to date with its folder until the watch is closed. */
export function followCollection(collection: Collection): Watch {
  const { onEvent, ended, failed } = trackRuns(collection);
  return collection.rag.watch({ onEvent, onReport: ended, onError: failed });
}
