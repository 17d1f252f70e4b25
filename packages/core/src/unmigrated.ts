import type { DocumentKey } from "./document-key.js";
import { documentName } from "./document-name.js";
import { IndexError } from "./errors/index-error.js";

/** The error of a migration that is to end while documents remain. */
export function unmigrated(left: readonly [DocumentKey, ...DocumentKey[]]): IndexError {
  return new IndexError(
    "missing-vectors",
    `${left.length} documents are not migrated yet, such as ${documentName(left[0])}.`,
    { hint: "Write them into the index in the making first.", data: { documents: left } },
  );
}
