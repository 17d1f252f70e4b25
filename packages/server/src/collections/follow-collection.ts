import type { Watch } from "@ragstone/engine";
import type { Collection } from "./collection.js";

/** Keeps a collection up to date with its folder until the watch is closed. */
export function followCollection(collection: Collection): Watch {
  const { rag, events } = collection;
  return rag.watch({
    onEvent(event) {
      collection.indexing = true;
      events.emit({ type: "progress", event });
    },
    onReport(report) {
      collection.indexing = false;
      collection.error = null;
      collection.failed = report.failed;
      events.emit({ type: "report", report });
    },
    onError(error) {
      collection.indexing = false;
      collection.error = error;
      events.emit({ type: "failed", error });
    },
  });
}
