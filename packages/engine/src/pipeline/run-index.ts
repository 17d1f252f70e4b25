import { hostname } from "node:os";
import type { IndexReport } from "@ragstone/core";
import { checkFolder } from "../location/check-folder.js";
import { indexName } from "../location/index-name.js";
import { FileDigests } from "../location/file-digests.js";
import { checkFolderIsKnown } from "../location/check-folder-is-known.js";
import { saveRegularly } from "./save-regularly.js";
import { readSkippedFiles, writeSkippedFiles } from "../location/skipped-files.js";
import type { AbsentFolder } from "../api/absent-folder.js";
import { absentMessage } from "./absent-message.js";
import type { IndexOptions } from "../api/index-options.js";
import type { Session, Write } from "../session/session.js";
import { indexFolder, type IndexFolderOptions } from "./index-folder.js";
import type { RemovalPolicy } from "./removals.js";
import { walkOptionsOf } from "./walk-options-of.js";

export interface FolderRunOptions extends IndexOptions {
  readonly keepAbsent?: RemovalPolicy["keepAbsent"];
  readonly concurrency?: number | undefined;
  readonly outdated?: IndexFolderOptions["outdated"];
}

/** The report of a run, with the folders that were missing or empty and whose documents stay. */
export interface FolderRunReport {
  readonly report: IndexReport;
  readonly absent: readonly AbsentFolder[];
}

/**
 * Brings the session's index up to date with its folder.
 *
 * @throws {@link InvalidOptionError} if the folder is missing, not a folder, or may not be read
 * @throws {@link RemovalLimitError} if the run would remove too much; nothing is written then
 */
export async function runIndex(
  session: Session,
  write: Write,
  { onEvent, ...options }: FolderRunOptions,
): Promise<FolderRunReport> {
  const { location } = session;
  const { dir, folder } = location;
  checkFolderIsKnown(location);
  await checkFolder(folder);
  const [settings, embedder, chunker] = await Promise.all([session.settings(), session.embedder(), session.chunker()]);
  const listener = session.events.with(onEvent);
  const remote = await session.remote();
  return write(async (index, accept) => {
    const digests = await FileDigests.read(dir);
    const saving = remote === undefined ? null : saveRegularly(digests, dir);
    const indexing = indexFolder({
      ...options,
      // An empty volume is rather one that was emptied by mistake, or another of the same name.
      keepAbsent: options.keepAbsent ?? (remote !== undefined && options.allowRemoval !== true ? "root" : undefined),
      index,
      folder,
      remote,
      skipped: remote === undefined ? undefined : await readSkippedFiles(dir),
      indexName: indexName(session.location),
      embedder,
      chunker,
      walk: walkOptionsOf(session, settings),
      loaders: session.loaders,
      digests,
      onAccepted: accept,
      worker: `${hostname()}, process ${process.pid}`,
      onEvent: listener,
    });
    // A failure is thrown when what was downloaded is written down.
    await Promise.allSettled([indexing]);
    await saving?.stop();
    const { report, skipped, absent } = await indexing;
    await writeSkippedFiles(dir, skipped);
    await digests.write(dir);
    if (absent.length > 0)
      listener({ type: "notice-raised", code: "folder-absent", message: absentMessage(folder, absent) });
    return { report, absent };
  });
}
