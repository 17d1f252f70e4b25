import { locationOf } from "../location/find-index.js";
import { isRagstoneError, type IndexReport } from "@ragstone/core";
import type { Session } from "../session.js";
import { pendingChanges } from "./pending-changes.js";
import type { IndexOptions } from "./index-options.js";

/** What {@link refreshIndex} found and did. */
export interface Refreshment {
  /** Files edited, added or removed since they were indexed; 0 after a refresh that took them in. */
  readonly behind: number;
  /** The run's report where one was made. */
  readonly report: IndexReport | null;
}

export interface RefreshOptions extends IndexOptions {
  /** `leave` makes a missing index and touches nothing else. @defaultValue "refresh" */
  readonly existing?: "refresh" | "leave";
}

/** About a second's work on one core for the built-in model. */
const quickBytes = 2_000_000;
const quickFiles = 200;

/**
 * Makes the index where there is none, and brings a local one up to date when that takes about a second. An index that
 * is behind but large, remote, locked or read-only is left as it is.
 */
export async function refreshIndex(
  session: Session,
  { existing = "refresh", ...options }: RefreshOptions,
): Promise<Refreshment> {
  if ((await locationOf(session.location.dir)) === null) return { behind: 0, report: await run(session, options) };
  if (existing === "leave") return { behind: 0, report: null };
  const index = await session.reader();
  const { changed, added, removed, bytes } = await pendingChanges(session, index, options.signal);
  const behind = changed.length + added.length + removed.length;
  const { embedder } = index.fingerprint;
  const quick = embedder.model.startsWith("static-") && behind <= quickFiles && bytes <= quickBytes;
  if (behind === 0 || !quick) return { behind, report: null };
  try {
    return { behind: 0, report: await run(session, options) };
  } catch (error) {
    if (isRagstoneError(error) && (error.code === "index-locked" || error.code === "index-read-only"))
      return { behind, report: null };
    throw error;
  }
}

/** What only a run needs is loaded for a run. */
async function run(session: Session, options: IndexOptions): Promise<IndexReport> {
  const { runIndex } = await import("./run-index.js");
  return runIndex(session, options);
}
