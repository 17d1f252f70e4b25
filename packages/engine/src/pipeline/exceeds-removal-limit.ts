/** Fewer documents than this are quickly indexed again, and often removed on purpose. */
const minDocuments = 20;

/** Whether a run would remove too much without permission: more than half of at least 20 documents. */
export function exceedsRemovalLimit(removed: number, documents: number): boolean {
  return documents >= minDocuments && removed * 2 > documents;
}
