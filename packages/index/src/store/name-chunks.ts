import type { DocumentKey, Steps } from "@ragstone/core";
import type { Database } from "./database.js";
import { freeId } from "./free-id.js";
import { unpackText, type PackedText } from "./pack-text.js";

/** Chunks between two pauses. */
const stepChunks = 32;

/** Gives the chunks of a document the ids that go with its key. */
export function* nameChunks(
  database: Database,
  key: DocumentKey,
  { first, count }: { readonly first: number; readonly count: number },
): Steps<void> {
  const rows = database.all<{ ordinal: number; start: number; text: PackedText }>(
    "SELECT ordinal, start, text FROM chunks WHERE ordinal >= ? AND ordinal < ?",
    first,
    first + count,
  );
  for (const [index, { ordinal, start, text }] of rows.entries()) {
    if (index % stepChunks === 0) yield;
    database.run(
      "UPDATE chunks SET id = ? WHERE ordinal = ?",
      freeId(database, { ...key, start, text: unpackText(text) }, ordinal),
      ordinal,
    );
  }
}
