import { folderState } from "../location/folder-state.js";
import { absentFolders } from "../pipeline/absent-folder.js";
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
  const { dir, name, folder, folderFrom } = session.location;
  const index = await session.reader();
  const status = await index.status();
  const { embedder, chunker } = index.fingerprint;
  const state = folderFrom === "guess" ? "missing" : await folderState(folder);
  const { changed, added, removed, absent } =
    state === "present"
      ? await pendingChanges(session, index, signal)
      : { changed: [], added: [], removed: [], absent: [] };
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
    languages: status.languages,
    textSearchOnly: englishOnly.test(embedder.model)
      ? Object.keys(status.languages).filter((language) => language !== "en" && language !== "unknown")
      : [],
    stale: [...changed, ...added, ...removed].sort(),
  };
}
