/** Where an index lives and which folder it is of. Both absolute. */
export interface IndexLocation {
  /** The index's own folder, usually `<folder>/.ragstone`. */
  readonly dir: string;
  readonly folder: string;
}

/** Name of an index's folder beside the documents. */
export const indexFolderName = ".ragstone";
