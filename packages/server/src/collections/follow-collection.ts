import type { Watch } from "@ragstone/engine";
import { ignoredFiles } from "./ignored-files.js";
import type { Collection } from "./collection.js";

/** Keeps a collection up to date with its folder until the watch is closed. */
export function followCollection(collection: Collection): Watch {
  const { rag, events } = collection;
  const ignored = ignoredFiles(collection);
  return rag.watch({
    onEvent(event) {
      ignored.onEvent(event);
      collection.indexing = true;
      events.emit({ type: "progress", event });
    },
    onReport(report) {
      collection.indexing = false;
      collection.error = null;
      collection.failed = report.failed;
      ignored.end(true);
      events.emit({ type: "report", report });
    },
    onError(error) {
      ignored.end(false);
      collection.indexing = false;
      collection.error = error;
      events.emit({ type: "failed", error });
    },
  });
}
