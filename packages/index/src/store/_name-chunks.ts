import type { DocumentKey } from "@ragstone/core";
import type { Database } from "./_database.js";
import { freeId } from "./_free-id.js";
import { unpackText, type PackedText } from "./_pack-text.js";

/** Gives the chunks of a document the ids that go with its key. */
export function nameChunks(
  database: Database,
  key: DocumentKey,
  { first, count }: { readonly first: number; readonly count: number },
): void {
  const rows = database.all<{ ordinal: number; start: number; text: PackedText }>(
    "SELECT ordinal, start, text FROM chunks WHERE ordinal >= ? AND ordinal < ?",
    first,
    first + count,
  );
  for (const { ordinal, start, text } of rows)
    database.run(
      "UPDATE chunks SET id = ? WHERE ordinal = ?",
      freeId(database, { ...key, start, text: unpackText(text) }, ordinal),
      ordinal,
    );
}
