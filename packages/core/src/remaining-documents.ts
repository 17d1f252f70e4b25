import type { DocumentKey } from "./document-key.js";
import { documentName } from "./document-name.js";
import type { IndexReader } from "./index-reader.js";
import type { IndexWriter } from "./index-writer.js";

/**
 * Documents of an index that a migration has not written yet, or has of another text. Removes from the new index what the
 * old one does not have any more.
 */
export async function remainingDocuments(from: IndexReader, to: IndexWriter): Promise<readonly DocumentKey[]> {
  const made = new Map((await to.documents()).map((record) => [documentName(record), record]));
  const wanted = await from.documents();
  const names = new Set(wanted.map(documentName));
  for (const [name, record] of made) if (!names.has(name)) await to.removeDocument(record);
  return wanted
    .filter((record) => made.get(documentName(record))?.sha256 !== record.sha256)
    .map(({ origin, path }) => ({ origin, path }));
}
