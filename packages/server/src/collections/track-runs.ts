import type { IndexReport, OnEvent, RagstoneError } from "@ragstone/core";
import type { Collection, IgnoredFile } from "./collection.js";
import { newProgress, progressAfter } from "./run-progress.js";

/** A folder such as `node_modules` counts once, so that more are hardly of use to a reader. */
const maxIgnored = 5000;

/** Keeps the state of a collection as its runs change it, and tells those who listen. */
export interface RunTracker {
  readonly onEvent: OnEvent;
  readonly ended: (report: IndexReport) => void;
  readonly failed: (error: RagstoneError) => void;
  readonly cancelled: () => void;
}

/** A tracker of runs that follow each other. */
export function trackRuns(collection: Collection): RunTracker {
  const ignored: IgnoredFile[] = [];
  const end = (error: RagstoneError | null) => {
    collection.progress = null;
    collection.error = error;
    return ignored.splice(0);
  };
  return {
    onEvent(event) {
      collection.progress = progressAfter(collection.progress ?? newProgress(), event);
      if (event.type === "file-ignored" && ignored.length < maxIgnored)
        ignored.push({ path: event.path, reason: event.reason });
      collection.events.emit({ type: "progress", event });
    },
    ended(report) {
      collection.ignored = end(null);
      collection.failed = report.failed;
      collection.events.emit({ type: "report", report });
    },
    failed(error) {
      end(error);
      collection.events.emit({ type: "failed", error });
    },
    cancelled() {
      end(null);
      collection.events.emit({ type: "cancelled" });
    },
  };
}
