/** `file`: found by walking the folder. `put`: given by the app; a folder run never removes it. */
export type DocumentOrigin = "file" | "put";

/** Identity of a document: files and texts that were put in have key spaces of their own. */
export interface DocumentKey {
  readonly origin: DocumentOrigin;
  readonly path: string;
}
