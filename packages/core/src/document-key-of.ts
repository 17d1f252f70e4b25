import type { DocumentReference } from "./document-index.js";
import type { DocumentKey } from "./document-key.js";

/** The key of a document that is named by its key, or by its path alone: that of a file. */
export function documentKeyOf(document: DocumentReference): DocumentKey {
  return typeof document === "string" ? { origin: "file", path: document } : document;
}
