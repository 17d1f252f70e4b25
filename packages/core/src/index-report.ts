import type { FailureReason } from "./errors/failure-reason.js";

/** Why a file was left out on purpose. */
export type IgnoreReason =
  | "not-a-document"
  /** Stylesheets, minified scripts and search indexes of web pages, unless a glob of `include` names their extension. */
  | "page-asset"
  | "excluded"
  | "ignored"
  | "symlink-outside"
  | "symlink-loop"
  /** A symbolic link whose target does not exist. */
  | "symlink-dangling"
  | "special-file"
  | "empty";

export interface FailedFile {
  readonly path: string;
  readonly reason: FailureReason;
  readonly detail: string;
  /** What to do about it. */
  readonly hint: string;
}

/** Files left out on purpose. */
export interface IgnoredFiles {
  readonly total: number;
  readonly byReason: Readonly<Partial<Record<IgnoreReason, number>>>;
  /**
   * The same files by extension, such as `{ "not-a-document": { ".png": 2 } }`, most frequent first and at most 50 for
   * each reason. Extensions are in lower case with their dot; names without one are counted as `""`, folders as `"/"`.
   */
  readonly extensions: Readonly<Partial<Record<IgnoreReason, Readonly<Record<string, number>>>>>;
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
    /** Those that another process brought up to date, of several that index at the same time. */
    readonly elsewhere: number;
  };
  readonly failed: readonly FailedFile[];
  readonly ignored: IgnoredFiles;
  readonly chunks: { readonly total: number; readonly added: number; readonly removed: number };
  readonly embedded: { readonly texts: number; readonly tokens: number; readonly reused: number };
  /** Characters of hidden text that are in no chunk. */
  readonly hiddenCharacters: number;
  /** Loaded, but not without remark. */
  readonly warnings: readonly { readonly path: string; readonly code: string; readonly detail: string }[];
  readonly costUsd: number | null;
  readonly elapsedMs: number;
}
