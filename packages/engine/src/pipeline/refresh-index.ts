import { isRagstoneError, isVolumePath, RemoteError, type OnEvent } from "@ragstone/core";
import { locationOf } from "../location/find-index.js";
import type { IndexLocation } from "../location/index-location.js";
import { folderState } from "../location/folder-state.js";
import type { Session, Write } from "../session/session.js";
import { tracedRun } from "../telemetry/traced-calls.js";
import { absentFolders } from "./absent-folder.js";
import { absentMessage } from "./absent-message.js";
import type { FolderChanges } from "./find-changes.js";
import { pendingChanges } from "./pending-changes.js";
import type { FolderRunOptions, FolderRunReport } from "./run-index.js";
import type { Refreshment, RefreshOptions } from "../api/refresh.js";

/** About a second's work on one core for the built-in model. */
const quickBytes = 2_000_000;
const quickFiles = 200;
/** Time for the listing of a volume before a question. */
const listingMs = 2000;

/** Failures of a run after which the index answers as it is. */
const tolerated = new Set(["index-locked", "index-read-only", "removal-limit"]);

/**
 * Creates a missing index, and brings a local one up to date when that takes about a second. An index that is behind
 * but large, remote, locked or read-only is left as it is, and so is one that was opened with another folder than it
 * records. Documents read by an older loader version are not read again here. No document is removed because a folder
 * is missing, unmounted or empty. An index of an older format is upgraded if it is writable.
 */
export async function refreshIndex(
  session: Session,
  { existing = "refresh", ...options }: RefreshOptions,
): Promise<Refreshment> {
  const { folder, folderFrom } = session.location;
  if (!(await session.provider.exists())) return { behind: 0, ...(await run(session, options)) };
  if (existing === "leave" || folderFrom === "guess") return { behind: 0, absent: [], report: null };
  if (isVolumePath(folder)) return refreshVolume(session, options);
  if ((await folderState(folder)) !== "present") return withoutFolder(session, options.onEvent);
  await bringForward(session);
  const index = await session.reader();
  const changes = await pendingChanges(session, index, options.signal);
  const behind = changes.changed.length + changes.added.length + changes.removed.length - changes.absent.length;
  const { embedder } = index.fingerprint;
  const quick = embedder.model.startsWith("static-") && behind <= quickFiles && changes.bytes <= quickBytes;
  if (behind === 0 || !quick || !(await isOwn(session.location)))
    return asItIs(session, changes, behind, options.onEvent);
  try {
    return { behind: 0, ...(await run(session, { ...options, keepAbsent: "folder", outdated: "leave" })) };
  } catch (error) {
    if (!isRagstoneError(error) || !tolerated.has(error.code)) throw error;
    if (error.code === "removal-limit") notify(session, options.onEvent, error.code, error.message);
    return asItIs(session, changes, behind, options.onEvent);
  }
}

/**
 * Compares a volume with its index, if it can be listed in a moment. Nothing is downloaded for a question, and a
 * workspace that cannot be reached does not keep the index from answering.
 */
async function refreshVolume(session: Session, { signal, onEvent }: Omit<RefreshOptions, "existing">) {
  const index = await session.reader();
  const moment = AbortSignal.timeout(listingMs);
  try {
    const within = signal === undefined ? moment : AbortSignal.any([signal, moment]);
    const changes = await pendingChanges(session, index, within);
    const behind = changes.changed.length + changes.added.length + changes.removed.length - changes.absent.length;
    return asItIs(session, changes, behind, onEvent);
  } catch (error) {
    signal?.throwIfAborted();
    if (!moment.aborted && !(error instanceof RemoteError)) throw error;
    const why = moment.aborted ? `It was not listed in ${listingMs / 1000} s.` : (error as RemoteError).message;
    notify(
      session,
      onEvent,
      "folder-unreachable",
      `${session.location.folder} was not compared with the index: ${why}`,
    );
    return { behind: 0, absent: [], report: null };
  }
}

/** Whether the index is in a directory and records the folder that it was opened with. */
async function isOwn({ dir, name, folder, folderFrom }: IndexLocation): Promise<boolean> {
  if (name !== undefined) return false;
  if (folderFrom === "index") return true;
  const recorded = await locationOf(dir);
  return recorded?.folderFrom === "index" && recorded.folder === folder;
}

async function bringForward(session: Session): Promise<void> {
  const { provider } = session;
  if ((await provider.maintenance?.hasOlderFormat()) !== true) return;
  try {
    await session.exclusively(async () => (await provider.write()).close());
  } catch (error) {
    // It is read as it is.
    if (!isRagstoneError(error) || !tolerated.has(error.code)) throw error;
  }
}

/** Modules that only a run needs are loaded for a run. */
function run(session: Session, options: FolderRunOptions): Promise<FolderRunReport> {
  const work = async (write: Write) => {
    const { runIndex } = await import("./run-index.js");
    return runIndex(session, write, options);
  };
  return tracedRun(session.tracing, () => session.exclusively(work, options));
}

async function withoutFolder(session: Session, onEvent: OnEvent | undefined): Promise<Refreshment> {
  const documents = (await (await session.reader()).documents()).filter(({ origin }) => origin === "file").length;
  const absent = documents === 0 ? [] : [{ folder: ".", documents }];
  return reported(session, { behind: 0, absent, report: null }, onEvent);
}

function asItIs(
  session: Session,
  { absent }: FolderChanges,
  behind: number,
  onEvent: OnEvent | undefined,
): Refreshment {
  return reported(session, { behind, absent: absentFolders(absent), report: null }, onEvent);
}

function reported(session: Session, refreshment: Refreshment, onEvent: OnEvent | undefined): Refreshment {
  const { absent } = refreshment;
  if (absent.length > 0) notify(session, onEvent, "folder-absent", absentMessage(session.location.folder, absent));
  return refreshment;
}

function notify(session: Session, onEvent: OnEvent | undefined, code: string, message: string): void {
  session.events.with(onEvent)({ type: "notice-raised", code, message });
}
