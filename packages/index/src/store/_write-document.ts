import { IndexError, type DocumentToIndex, type IndexedChunk } from "@ragstone/core";
import { chunkId } from "../chunk-id.js";
import { decodeLayout, encodeLayout } from "../search/_chunk-table.js";
import { analyzeChunks, encodeForward, type ForwardDocument } from "../text/_forward.js";
import type { Database } from "./_database.js";
import type { Meta } from "./_meta.js";
import { textHash } from "./_hash.js";
import { packBlocks } from "./_pack-blocks.js";
import { packText, unpackText, type PackedText } from "./_pack-text.js";

interface Standing {
  readonly id: number;
  readonly first: number;
  readonly count: number;
  readonly layout: Uint8Array;
  readonly title: PackedText | null;
  readonly language: string | null;
}

/**
 * Puts a document in place of what stands at its path. Call inside a write transaction.
 *
 * @param forward - what {@link analyzeChunks} makes of the chunks
 */
export function writeDocument(
  database: Database,
  meta: Meta,
  { document, origin, language, chunks }: DocumentToIndex,
  { terms, lengths }: ForwardDocument,
): { chunksAdded: number; chunksRemoved: number; slotsRemoved: number[] } {
  const slots = slotsOf(database, chunks);
  const generation = meta.begin();
  const standing = new Set(idsAt(database, document.path));
  const slotsRemoved = deleteDocument(database, document.path, generation);
  const id = meta.get("next_document");
  const first = meta.get("next_ordinal");
  meta.set("next_document", id + 1);
  meta.set("next_ordinal", first + chunks.length);
  const tokens = chunks.reduce((sum, chunk) => sum + chunk.tokens, 0);
  database.run(
    "INSERT INTO documents (id, path, first, count, layout, generation, tokens, sha256, bytes, modified, media_type, title, origin, language, metadata, indexed) VALUES (?, ?, ?, ?, coalesce(?, x''), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    id,
    packText(document.path),
    first,
    chunks.length,
    encodeLayout(slots, lengths),
    generation,
    tokens,
    document.sha256,
    document.bytes,
    document.modifiedMs,
    document.mediaType,
    document.title === null ? null : packText(document.title),
    origin,
    language,
    JSON.stringify(document.metadata),
    Date.now(),
  );
  let end = 0;
  let added = 0;
  for (const [index, chunk] of chunks.entries()) {
    const chunkKey = freeId(database, document.path, chunk.start, chunk.text);
    if (!standing.delete(chunkKey)) added += 1;
    database.run(
      "INSERT INTO chunks (ordinal, id, start, tokens, gap, text, context, headings, pages) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
      first + index,
      chunkKey,
      chunk.start,
      chunk.tokens,
      packText(document.text.slice(end, chunk.start)),
      packText(chunk.text),
      packText(chunk.context),
      chunk.headings.length === 0 ? null : JSON.stringify(chunk.headings),
      chunk.pages.length === 0 ? null : JSON.stringify(chunk.pages),
    );
    end = chunk.end;
  }
  database.run(
    "INSERT INTO bodies (document, tail, blocks, pages, hash) VALUES (?, ?, ?, ?, ?)",
    id,
    packText(document.text.slice(end)),
    packBlocks(document.blocks),
    JSON.stringify(document.pages),
    textHash(document.text),
  );
  if (terms.size > 0)
    database.run(
      "INSERT INTO pending (first, count, sign, data) VALUES (?, ?, 1, ?)",
      first,
      chunks.length,
      encodeForward(terms),
    );
  return { chunksAdded: added, chunksRemoved: standing.size, slotsRemoved };
}

/**
 * Deletes what stands at a path, returning the slots of its chunks, -1 for those without. The generation is the
 * change's.
 */
export function deleteDocument(database: Database, path: string, generation: number): number[] {
  const standing = database.get<Standing>(
    "SELECT id, first, count, layout, title, language FROM documents WHERE path = ?",
    packText(path),
  );
  if (standing === undefined) return [];
  const { id, first, count, language } = standing;
  const chunks = database
    .all<{ text: PackedText; headings: string | null }>(
      "SELECT text, headings FROM chunks WHERE ordinal >= ? AND ordinal < ? ORDER BY ordinal",
      first,
      first + count,
    )
    .map((row) => ({
      text: unpackText(row.text),
      headings: row.headings === null ? [] : (JSON.parse(row.headings) as string[]),
    }));
  const { terms } = analyzeChunks(chunks, standing.title === null ? null : unpackText(standing.title), language);
  if (terms.size > 0)
    database.run(
      "INSERT INTO pending (first, count, sign, data) VALUES (?, ?, -1, ?)",
      first,
      count,
      encodeForward(terms),
    );
  database.run("DELETE FROM chunks WHERE ordinal >= ? AND ordinal < ?", first, first + count);
  database.run("DELETE FROM bodies WHERE document = ?", id);
  database.run("DELETE FROM documents WHERE id = ?", id);
  database.run(
    "INSERT INTO removed (generation, document, first, count) VALUES (?, ?, ?, ?)",
    generation,
    id,
    first,
    count,
  );
  return [...decodeLayout(standing.layout, count).slots];
}

/**
 * Gives a document another path, with the chunk ids that go with it, returning the slots of what stood there. Call
 * inside a write transaction.
 */
export function moveDocument(
  database: Database,
  meta: Meta,
  from: string,
  to: string,
  modifiedMs: number | null,
): number[] {
  if (database.get("SELECT id FROM documents WHERE path = ?", packText(from)) === undefined) return [];
  const generation = meta.begin();
  const slots = from === to ? [] : deleteDocument(database, to, generation);
  const { id, first, count } = database.get<Standing>(
    "SELECT id, first, count FROM documents WHERE path = ?",
    packText(from),
  )!;
  database.run("UPDATE documents SET path = ?, modified = ? WHERE id = ?", packText(to), modifiedMs, id);
  const rows = database.all<{ ordinal: number; start: number; text: PackedText }>(
    "SELECT ordinal, start, text FROM chunks WHERE ordinal >= ? AND ordinal < ?",
    first,
    first + count,
  );
  for (const { ordinal, start, text } of rows)
    database.run(
      "UPDATE chunks SET id = ? WHERE ordinal = ?",
      freeId(database, to, start, unpackText(text), ordinal),
      ordinal,
    );
  return slots;
}

function idsAt(database: Database, path: string): string[] {
  const standing = database.get<Standing>("SELECT first, count FROM documents WHERE path = ?", packText(path));
  if (standing === undefined) return [];
  return database
    .all<{ id: string }>(
      "SELECT id FROM chunks WHERE ordinal >= ? AND ordinal < ?",
      standing.first,
      standing.first + standing.count,
    )
    .map((row) => row.id);
}

function freeId(database: Database, path: string, start: number, text: string, own = -1): string {
  for (let attempt = 0; ; attempt += 1) {
    const id = chunkId(path, start, text, attempt);
    const taken = database.get<{ ordinal: number }>("SELECT ordinal FROM chunks WHERE id = ?", id);
    if (taken === undefined || taken.ordinal === own) return id;
  }
}

function slotsOf(database: Database, chunks: readonly IndexedChunk[]): Int32Array {
  const slots = new Int32Array(chunks.length).fill(-1);
  const missing: string[] = [];
  for (const [index, { vectorKey }] of chunks.entries()) {
    if (vectorKey === null) continue;
    const slot = database.get<{ slot: number }>("SELECT slot FROM vectors WHERE key = ?", vectorKey)?.slot;
    if (slot === undefined) missing.push(vectorKey);
    else slots[index] = slot;
  }
  if (missing.length > 0) {
    throw new IndexError(
      "missing-vectors",
      `${missing.length} of ${chunks.length} chunks have a vector key that is not stored, such as ${missing[0]}.`,
      {
        hint: "Store the vectors with putVectors() before the document.",
        data: { keys: missing },
      },
    );
  }
  return slots;
}

/** Slots of the vectors that some chunk uses. Call inside a transaction. */
export function usedSlots(database: Database): Set<number> {
  const used = new Set<number>();
  for (const { count, layout } of database.all<{ count: number; layout: Uint8Array }>(
    "SELECT count, layout FROM documents",
  )) {
    for (const slot of decodeLayout(layout, count).slots) if (slot >= 0) used.add(slot);
  }
  return used;
}
