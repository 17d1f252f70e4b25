import type { DocumentRecord } from "./document-index.js";
import type { FailedFile, IgnoreReason } from "./index-report.js";

/** A file as one process sees it. Another version of it has another size or time. */
export interface FileToClaim {
  readonly path: string;
  readonly bytes: number;
  readonly modifiedMs: number | null;
}

/** What became of a file that a process had claimed. */
export type FileOutcome =
  /** Its document is up to date in the index. */
  | { readonly kind: "done" }
  | { readonly kind: "ignored"; readonly reason: IgnoreReason }
  | ({ readonly kind: "failed" } & Omit<FailedFile, "path">);

/** The answer to a claim. */
export type FileClaim =
  /**
   * This process does the file, and no other until it has settled or released it. `isChanged`: another process did another
   * version of the file during this run, so that a record read before may be out of date.
   */
  | { readonly kind: "mine"; readonly isChanged: boolean }
  /** Another process does it. Claim again later: that process may fail. */
  | { readonly kind: "busy" }
  /** Another process did this version of it, during this run or one that overlaps with it. */
  | { readonly kind: "settled"; readonly outcome: FileOutcome };

/**
 * One process's part in a run that several processes do together: each file is claimed by one of them. Claims of a
 * process that ended without {@link SharedWork.leave} become free by themselves: soon where the engine notices that its
 * connection ended, else when it has not been heard of for a minute.
 *
 * Outcomes are kept until no process works any more, so that a process that started in between learns them.
 *
 * While a file is claimed, {@link IndexWriter.replaceDocument} and {@link IndexWriter.moveDocument} of its path settle it
 * in the same commit, and fail with `claim-lost` if the claim was taken over meanwhile; nothing is changed then.
 */
export interface SharedWork {
  /** Claims files, in one request. The answers are in their order. */
  claim(files: readonly FileToClaim[]): Promise<readonly FileClaim[]>;
  /** Tells the other processes what became of a claimed file whose document was not written. */
  settle(path: string, outcome: FileOutcome): Promise<void>;
  /** Gives a claim back: another process may have more luck. */
  release(path: string): Promise<void>;
  /**
   * Removes a document whose file is gone, unless it changed since the record was read, or another process has its file.
   * Resolves to the number of chunks removed; `null` if the document stays or is not there any more.
   */
  removeGone(record: DocumentRecord): Promise<number | null>;
  /** Ends the part: gives all claims back. */
  leave(): Promise<void>;
}
