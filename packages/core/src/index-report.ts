import type { FailureReason } from "./errors/failure-reason.js";

/** Why a file was left out on purpose. */
export type IgnoreReason =
  | "not-a-document"
  | "excluded"
  | "ignored"
  | "symlink-outside"
  | "symlink-loop"
  | "special-file"
  | "empty";

export interface FailedFile {
  readonly path: string;
  readonly reason: FailureReason;
  readonly detail: string;
}

export interface IgnoredFile {
  readonly path: string;
  readonly reason: IgnoreReason;
}

/** The result of a run: the JSON of `ragstone index`. */
export interface IndexReport {
  /** Path of the index as the user may type it. */
  readonly index: string;
  readonly documents: {
    readonly seen: number;
    readonly indexed: number;
    /** Those of the indexed whose file is the same and whose loader is newer than the one that read it before. */
    readonly reread: number;
    readonly unchanged: number;
    readonly moved: number;
    readonly removed: number;
    readonly failed: number;
  };
  readonly failed: readonly FailedFile[];
  readonly ignored: { readonly total: number; readonly byReason: Readonly<Partial<Record<IgnoreReason, number>>> };
  readonly chunks: { readonly total: number; readonly added: number; readonly removed: number };
  readonly embedded: { readonly texts: number; readonly tokens: number; readonly reused: number };
  /** Characters of hidden text that are in no chunk. */
  readonly hiddenCharacters: number;
  /** Loaded, but not without remark. */
  readonly warnings: readonly { readonly path: string; readonly code: string; readonly detail: string }[];
  readonly costUsd: number | null;
  readonly elapsedMs: number;
}
