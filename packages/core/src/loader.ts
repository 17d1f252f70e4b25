import type { SourceDocument } from "./source-document.js";

/** The bytes of one file and the facts known before it is read. */
export interface LoaderInput {
  /** POSIX, NFC, relative to the indexed folder. */
  readonly path: string;
  readonly bytes: Uint8Array;
  /** Lower-case hex SHA-256 of `bytes`. */
  readonly sha256: string;
  readonly modifiedMs: number | null;
}

/** The files that a loader reads, and the version of its output. */
export interface LoaderFormat {
  /** The first is the type of the files that {@link LoaderFormat.extensions} names. */
  readonly mediaTypes: readonly string[];
  /**
   * Endings of file names without the dot, such as `log`, for an app's own loader: files with one of them are read by it,
   * whatever their content looks like. @defaultValue none
   */
  readonly extensions?: readonly string[];
  /**
   * Raised when the same bytes give other text or blocks than before; documents of an older version are read again by
   * the next run. @defaultValue 0
   */
  readonly version?: number;
}

/** Turns the bytes of one media type into exact text with blocks and pages. */
export interface Loader extends LoaderFormat {
  /**
   * @throws {@link DocumentError} with the reason for the coverage report, if the file contains no usable text
   */
  load(input: LoaderInput, options?: { readonly signal?: AbortSignal | undefined }): Promise<SourceDocument>;
}
