import type { OnEvent } from "@ragstone/core";
import type { Collection, IgnoredFile } from "./collection.js";

/** A folder such as `node_modules` counts once, so that more are hardly of use to a reader. */
const maxFiles = 5000;

/** What runs ignore. */
export interface IgnoredFiles {
  readonly onEvent: OnEvent;
  /** Ends a run: those of a whole one are the collection's. */
  end(isWhole: boolean): void;
}

/** A listener of runs that keeps the files that each ignores. */
export function ignoredFiles(collection: Collection): IgnoredFiles {
  const files: IgnoredFile[] = [];
  return {
    onEvent(event) {
      if (event.type === "file-ignored" && files.length < maxFiles)
        files.push({ path: event.path, reason: event.reason });
    },
    end(isWhole) {
      const seen = files.splice(0);
      if (isWhole) collection.ignored = seen;
    },
  };
}
