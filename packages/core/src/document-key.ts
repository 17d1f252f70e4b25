/** `file`: found by walking the folder. `put`: given by the app; a folder run never removes it. */
export type DocumentOrigin = "file" | "put";

/** Identity of a document: files and `put` texts have separate key spaces. */
export interface DocumentKey {
  readonly origin: DocumentOrigin;
  readonly path: string;
}
