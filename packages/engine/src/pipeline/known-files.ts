import { RemoteError, type DocumentRecord, type IgnoreReason, type RemoteFolder } from "@ragstone/core";
import type { Formats, WalkedFile } from "@ragstone/loaders";
import type { FileDigests } from "../location/file-digests.js";
import type { SkippedFile } from "../location/skipped-files.js";

/** A remote file's time moves with every change, apart from the clock's grain and its difference from ours. */
const settledMs = 60_000;

export interface KnownFilesOptions {
  readonly digests: FileDigests;
  /** Files of the last run that were no documents. @defaultValue none */
  readonly skipped?: ReadonlyMap<string, SkippedFile> | undefined;
  /** @defaultValue "read-again" */
  readonly outdated?: "read-again" | "leave" | undefined;
  readonly formats: Formats;
  /** Whether unchanged documents are cut again. */
  readonly cutsAgain: boolean;
  readonly signal?: AbortSignal | undefined;
}

/** What earlier runs found out about files, so that they need not be read again. */
export class KnownFiles {
  readonly #options: KnownFilesOptions;
  /** Before the first file was looked at. */
  #walkedMs = 0;

  constructor(options: KnownFilesOptions) {
    this.#options = options;
  }

  /** Call before the first file is looked at. */
  begin(): void {
    this.#walkedMs = Date.now();
  }

  /** Records the digest of a file that was read. */
  note(file: WalkedFile, read: Omit<Parameters<FileDigests["note"]>[1], "nowMs">): void {
    this.#options.digests.note(file, { ...read, nowMs: this.#walkedMs });
  }

  /** Whether a file is unchanged since it was read and indexed, determined without reading it. */
  isUnchanged(file: WalkedFile, record: DocumentRecord | undefined): boolean {
    const { digests, cutsAgain } = this.#options;
    if (record === undefined || cutsAgain || record.modifiedMs !== file.modifiedMs) return false;
    if (file.remote !== undefined && !digests.has(file.path))
      return isSettled(file, record) && !this.isOutdated(record);
    // A file that a sync program removed from this machine is unchanged; its digest is out of date, since its `ctime`
    // moved.
    if (file.cloudOnly === true) return file.bytes === record.bytes;
    return digests.of(file) === record.sha256 && !this.isOutdated(record);
  }

  /** Why a remote file is no document, if the last run found that out; `null` if it must be read. */
  ignoredAs({ path, bytes, modifiedMs, remote }: WalkedFile): IgnoreReason | null {
    const known = remote === undefined ? undefined : this.#options.skipped?.get(path);
    return known?.bytes === bytes && known.modifiedMs === modifiedMs ? (known.ignored ?? null) : null;
  }

  /** Whether the etag of a remote file says that its content is the indexed one, although its time does not. */
  async isSameByTag(file: WalkedFile, record: DocumentRecord | undefined): Promise<boolean> {
    const { digests, signal, cutsAgain } = this.#options;
    const known = file.remote === undefined ? null : digests.tagged(file.path);
    if (file.remote === undefined || known === null || record === undefined || known.sha256 !== record.sha256)
      return false;
    if (cutsAgain || this.isOutdated(record) || known.bytes !== file.bytes) return false;
    const etag = file.remote.etag ?? (await etagOf(file, file.remote.folder, signal));
    if (etag !== known.etag) return false;
    this.note(file, known);
    return true;
  }

  /** Whether a document is read again in its place because an older version of its loader read it. */
  isOutdated({ mediaType, loaderVersion }: DocumentRecord): boolean {
    const { outdated, formats } = this.#options;
    return outdated !== "leave" && loaderVersion < formats.versionOf(mediaType);
  }
}

/** Whether a remote document, of which only its record is known, was indexed long enough after its last change. */
function isSettled({ bytes, modifiedMs }: WalkedFile, record: DocumentRecord): boolean {
  return record.bytes === bytes && modifiedMs > 0 && record.indexedMs - modifiedMs > settledMs;
}

/** `null` where there is none, or the service refuses this file: reading it then says why. */
async function etagOf(file: WalkedFile, folder: RemoteFolder, signal: AbortSignal | undefined): Promise<string | null> {
  try {
    return (await folder.stat(file.absolutePath, { signal })).etag;
  } catch (error) {
    if (error instanceof RemoteError && ofFile.has(error.code)) return null;
    throw error;
  }
}

const ofFile: ReadonlySet<string> = new Set([
  "folder-missing",
  "permission-denied",
  "request-rejected",
  "service-failed",
]);
