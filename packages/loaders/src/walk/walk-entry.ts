import type { FailureReason, IgnoreReason, RemoteFolder } from "@ragstone/core";

/** Who may see a file, by what lies next to it and not in it. */
export interface AssignedPrincipals {
  /** A sidecar is stronger than the document's own list, rules are weaker. */
  readonly from: "sidecar" | "rules";
  /** Empty for nobody but the owner of the index. */
  readonly principals: readonly string[];
}

/** Where a file is that is not on this machine. */
export interface RemoteOrigin {
  readonly folder: RemoteFolder;
  /** Identifies the content in the listing; `null` where that has none. */
  readonly etag: string | null;
  /** Why content is no document, which the walk of a local folder finds by reading the first bytes; `null` if it is one. */
  ignoreReason(bytes: Uint8Array): IgnoreReason | null;
}

/** A file to be read. */
export interface WalkedFile {
  readonly kind: "file";
  /** POSIX, NFC, relative to the root: the document's identity. */
  readonly path: string;
  /**
   * The path to open: the name as the file system spells it, symbolic links resolved; of a remote file, relative to its
   * folder, as the service spells it.
   */
  readonly absolutePath: string;
  readonly bytes: number;
  /** In ms since the epoch, with the fraction that the file system keeps. */
  readonly modifiedMs: number;
  /**
   * When its content or any of its facts changed last, by the file system's clock (`ctime`): no program can set it
   * back.
   */
  readonly changedMs: number;
  readonly inode: number;
  /**
   * Set for a file of a synced folder (OneDrive, Dropbox, ...) whose content is not on this machine. Nothing here reads
   * it, since that would download it; {@link readWalkedFile} fails.
   */
  readonly cloudOnly?: true;
  /** Absent for a file of this machine. */
  readonly remote?: RemoteOrigin;
  /** Left out where there is neither a sidecar nor a rule for it. */
  readonly assigned?: AssignedPrincipals;
}

/** A file or folder (its path then ends in `/`) left out on purpose. The contents of such a folder are not listed. */
export interface WalkIgnored {
  readonly kind: "ignored";
  readonly path: string;
  readonly reason: IgnoreReason;
}

/** A file, or a folder with all that is in it, that should have been read and cannot be. */
export interface WalkFailed {
  readonly kind: "failed";
  readonly path: string;
  readonly reason: FailureReason;
  readonly detail: string;
  /** What to do about it. */
  readonly hint: string;
}

export type WalkEntry = WalkedFile | WalkIgnored | WalkFailed;
