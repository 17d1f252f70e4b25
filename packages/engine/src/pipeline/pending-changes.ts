import type { IndexReader } from "@ragstone/core";
import { readSkippedFiles } from "../location/skipped-files.js";
import type { Session } from "../session/session.js";
import { findChanges, type FolderChanges } from "./find-changes.js";
import { walkOptionsOf } from "./walk-options-of.js";

/** The differences between the session's folder and its index, found without reading unchanged files. */
export async function pendingChanges(
  session: Session,
  index: IndexReader,
  signal?: AbortSignal,
): Promise<FolderChanges> {
  const { dir, folder } = session.location;
  const [settings, skipped, remote] = await Promise.all([session.settings(), readSkippedFiles(dir), session.remote()]);
  const walk = { ...walkOptionsOf(session, settings), ...(signal !== undefined && { signal }) };
  return findChanges({ index, folder, remote, walk, skipped, signal });
}
