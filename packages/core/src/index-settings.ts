/**
 * Options that an index was made with, so that `index` needs none when it runs again. Stored with the index, by its
 * engine.
 */
export interface IndexSettings {
  readonly version: 1;
  /**
   * The documents' folder, only of an index in a directory: relative to that directory, absolute when the two share no
   * parent. POSIX separators.
   */
  readonly folder?: string;
  /** Finds the folder again after it was moved, for an index in the user's data folder. */
  readonly folderId?: string;
  /** Spec of the embedder. */
  readonly embedder: string;
  readonly baseUrl?: string;
  readonly targetTokens?: number | "window";
  readonly include?: readonly string[];
  readonly exclude?: readonly string[];
}
