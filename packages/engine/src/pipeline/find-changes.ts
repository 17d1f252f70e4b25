import type { IndexReader, RemoteFolder } from "@ragstone/core";
import type { SkippedFile } from "../location/skipped-files.js";
import { PresentFolders } from "./present-folders.js";
import { reassignPrincipals } from "./document-principals.js";
import { isWithin } from "./within.js";
import { readWalkedFile, walkFolder, type WalkedFile, type WalkOptions } from "@ragstone/loaders/walk";

/** Files that differ from their indexed version; reads only files whose size or time changed. */
export interface FolderChanges {
  /** Edited files, and those that other principals may see. */
  readonly changed: readonly string[];
  readonly added: readonly string[];
  readonly removed: readonly string[];
  /** Those among the removed whose folder is missing or empty as well, as when it is unmounted. */
  readonly absent: readonly string[];
  /** Of the changed and added files. */
  readonly bytes: number;
}

export interface FindChangesOptions {
  readonly index: IndexReader;
  /** Absolute. */
  readonly folder: string;
  /** The same folder, if it is not on this machine: its files are compared by size, time and etag, and not read. */
  readonly remote?: RemoteFolder | undefined;
  readonly walk: WalkOptions;
  /** By path: files that were read and not indexed. */
  readonly skipped: ReadonlyMap<string, SkippedFile>;
  readonly signal?: AbortSignal | undefined;
}

/** A file written this shortly before it was indexed may have changed again within the clock's granularity. */
const racyMs = 2_000;

/** Compares a folder with its index by size and modification time, by content where those moved or may deceive. */
export async function findChanges({
  index,
  folder,
  remote,
  walk,
  skipped,
  signal,
}: FindChangesOptions): Promise<FolderChanges> {
  const records = new Map(
    (await index.documents()).filter(({ origin }) => origin === "file").map((record) => [record.path, record]),
  );
  const changed: string[] = [];
  const added: string[] = [];
  const kept: string[] = [];
  let bytes = 0;
  const present = new Set<string>();
  const folders = new PresentFolders();
  for await (const entry of walkFolder(remote ?? folder, walk)) {
    signal?.throwIfAborted();
    folders.add(entry.path);
    if (entry.kind === "failed") kept.push(entry.path);
    if (entry.kind !== "file") continue;
    present.add(entry.path);
    const record = records.get(entry.path);
    if (record === undefined) {
      const known = skipped.get(entry.path);
      if (known !== undefined && known.bytes === entry.bytes && known.modifiedMs === entry.modifiedMs) continue;
      added.push(entry.path);
      bytes += entry.bytes;
    } else if (
      reassignPrincipals(record.metadata, entry.assigned) !== record.metadata ||
      ((record.bytes !== entry.bytes ||
        record.modifiedMs !== entry.modifiedMs ||
        (remote === undefined && record.indexedMs - (record.modifiedMs ?? 0) < racyMs)) &&
        (await hashOf(entry)) !== record.sha256)
    ) {
      changed.push(entry.path);
      bytes += entry.bytes;
    }
  }
  const removed = [...records.keys()].filter((path) => !present.has(path) && !isWithin(path, kept));
  const absent = removed.filter((path) => !folders.has(path, "folder"));
  return { changed, added, removed, absent, bytes };
}

/** A remote file is not downloaded to look: one of another size or time is another. */
async function hashOf(file: WalkedFile): Promise<string | null> {
  if (file.remote !== undefined) return null;
  try {
    return (await readWalkedFile(file)).sha256;
  } catch {
    return null;
  }
}
