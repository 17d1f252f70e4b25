import type { IndexReport } from "@ragstone/core";
import type { RunOptions } from "./index-options.js";
import type { AbsentFolder } from "./absent-folder.js";

/** The findings and actions of a refresh. */
export interface Refreshment {
  /** Files edited, added or removed since they were indexed; 0 after a refresh that took them in. */
  readonly behind: number;
  /** Folders that are missing, unmounted or empty. Their documents stay in the index and are not among those behind. */
  readonly absent: readonly AbsentFolder[];
  /** The run's report where one was made. */
  readonly report: IndexReport | null;
}

export interface RefreshOptions extends RunOptions {
  /** `leave` makes a missing index and touches nothing else. @defaultValue "refresh" */
  readonly existing?: "refresh" | "leave";
}
