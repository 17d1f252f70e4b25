/** Where an index lives and which folder it indexes. Both absolute. */
export interface IndexLocation {
  /**
   * The index's own folder, usually `<folder>/.ragstone`; for an index that another engine keeps, the folder for what
   * belongs to this machine alone.
   */
  readonly dir: string;
  readonly folder: string;
  /** Names an index that another engine keeps. Absent for one in {@link IndexLocation.dir}. */
  readonly name?: string;
  /**
   * Who named the folder: the `index` itself, by its settings or by lying next to the documents, or the `caller`, for a
   * new index or in place of the recorded folder. A `guess` where an index elsewhere has lost its settings: nothing may
   * be removed on its account.
   */
  readonly folderFrom: "index" | "caller" | "guess";
  /** Whether the index lives in the user's data folder, because its folder is synced. @defaultValue false */
  readonly inUserData?: boolean;
}

/** Name of an index's folder inside the documents' folder. */
export const indexFolderName = ".ragstone";
