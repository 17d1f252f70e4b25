import type { DocumentKey } from "./document-key.js";

/** Whether both are of one document: the same path in the same key space. */
export function isSameDocument(one: DocumentKey, other: DocumentKey): boolean {
  return one.path === other.path && one.origin === other.origin;
}
