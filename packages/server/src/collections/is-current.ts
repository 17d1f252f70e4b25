import type { DocumentRecord } from "@ragstone/core";
import { readCurrent } from "./read-current.js";

/** Whether a document's file has the bytes that were indexed. Text that is not a file never changes by itself. */
export async function isCurrent(folder: string, record: DocumentRecord): Promise<boolean> {
  return record.origin === "put" || (await readCurrent(folder, record)) !== null;
}
