import { isVolumePath, RemoteError, type IndexReader } from "@ragstone/core";
import { folderState, type FolderState } from "../location/folder-state.js";
import { absentFolders } from "../pipeline/absent-folder.js";
import type { FolderChanges } from "../pipeline/find-changes.js";
import { pendingChanges } from "../pipeline/pending-changes.js";
import type { StatusReport } from "../api/reports.js";
import type { Session } from "../session/session.js";

/** Embedding models whose vectors only serve English. */
const englishOnly = /^static-en|-en\b/;

/** The contents of an index and how they compare with the folder. Opens no model. */
export async function statusOf(
  session: Session,
  { signal }: { readonly signal?: AbortSignal | undefined } = {},
): Promise<StatusReport> {
  signal?.throwIfAborted();
  const { dir, name, folder } = session.location;
  const index = await session.reader();
  const status = await index.status();
  const { embedder, chunker } = index.fingerprint;
  const { state, changes } = await compared(session, index, signal);
  const { changed, added, removed, absent } = changes;
  return {
    index: name ?? dir,
    folder,
    folderState: state,
    absent: absentFolders(absent),
    documents: status.documents,
    chunks: status.chunks,
    embedder: embedder.model,
    reranker: session.rerankerName,
    fingerprint: { embedder, chunker },
    tokens: status.tokens,
    bytes: status.bytes,
    updatedAt: status.updatedMs === null ? null : new Date(status.updatedMs).toISOString(),
    search: status.search,
    limitation: status.limitation ?? null,
    languages: status.languages,
    textSearchOnly: englishOnly.test(embedder.model)
      ? Object.keys(status.languages).filter((language) => language !== "en" && language !== "unknown")
      : [],
    workers: status.workers ?? [],
    stale: [...changed, ...added, ...removed].sort(),
  };
}

interface Compared {
  readonly state: FolderState;
  readonly changes: Pick<FolderChanges, "changed" | "added" | "removed" | "absent">;
}

/** A volume tells whether it is there when it is listed. */
async function compared(session: Session, index: IndexReader, signal: AbortSignal | undefined): Promise<Compared> {
  const nothing = { changed: [], added: [], removed: [], absent: [] };
  const { folder, folderFrom } = session.location;
  if (folderFrom === "guess") return { state: "missing", changes: nothing };
  const state = isVolumePath(folder) ? "present" : await folderState(folder);
  if (state !== "present") return { state, changes: nothing };
  try {
    return { state, changes: await pendingChanges(session, index, signal) };
  } catch (error) {
    if (!(error instanceof RemoteError)) throw error;
    return { state: error.code === "folder-missing" ? "missing" : "unreadable", changes: nothing };
  }
}
