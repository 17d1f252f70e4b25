import { IndexError, type DocumentKey, type DocumentToIndex, type IndexedChunk, type Steps } from "@ragstone/core";
import { decodeLayout, encodeLayout } from "../store/chunk-table.js";
import { analyzeSteps, type DocumentTerms } from "@ragstone/tokenizers/words";
import { encodeForward } from "../text/forward.js";
import type { Database } from "../store/database.js";
import type { Meta } from "../store/meta.js";
import { textHash } from "../store/hash.js";
import { freeId } from "../store/free-id.js";
import { nameChunks } from "../store/name-chunks.js";
import { packBlocks } from "../store/pack-blocks.js";
import { packText, unpackText, type PackedText } from "../store/pack-text.js";

interface Standing {
  readonly id: number;
  readonly first: number;
  readonly count: number;
  readonly layout: Uint8Array;
  readonly title: PackedText | null;
  readonly language: string | null;
}

/** Chunks between two pauses. */
const stepChunks = 32;

/** Chunks that one statement deletes: it cannot pause. */
const deletedAtOnce = 512;

/**
 * Puts a document in place of the one with its key. Call inside a write transaction.
 *
 * @param forward - the result of {@link analyzeSteps} for the chunks
 */
export function* writeDocument(
  database: Database,
  meta: Meta,
  { document, origin, language, loaderVersion = 0, chunks }: DocumentToIndex,
  { terms, lengths }: DocumentTerms,
): Steps<{ chunksAdded: number; chunksRemoved: number; slotsRemoved: number[] }> {
  const slots = yield* slotsOf(database, chunks);
  const generation = meta.begin();
  const key = { origin, path: document.path };
  const standing = new Set(idsOf(database, key));
  const slotsRemoved = yield* deleteDocument(database, key, generation);
  const id = meta.get("next_document");
  const first = meta.get("next_ordinal");
  meta.set("next_document", id + 1);
  meta.set("next_ordinal", first + chunks.length);
  const tokens = chunks.reduce((sum, chunk) => sum + chunk.tokens, 0);
  database.run(
    `INSERT INTO documents (id, path, first, count, layout, generation, tokens, sha256, bytes, modified,
      media_type, title, origin, language, metadata, indexed, loader_version)
      VALUES (?, ?, ?, ?, coalesce(?, x''), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
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
    loaderVersion,
  );
  const { end, added } = yield* writeChunks(database, { origin, document, chunks, first, standing });
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

interface ChunksToWrite extends Pick<DocumentToIndex, "origin" | "document" | "chunks"> {
  /** Ordinal of the first. */
  readonly first: number;
  /** Ids of the chunks that go: those that come again are taken out. */
  readonly standing: Set<string>;
}

/** Inserts the rows of a document's chunks; resolves to the end of the last one, and how many are new. */
function* writeChunks(
  database: Database,
  { origin, document, chunks, first, standing }: ChunksToWrite,
): Steps<{ readonly end: number; readonly added: number }> {
  let end = 0;
  let added = 0;
  for (const [index, chunk] of chunks.entries()) {
    if (index % stepChunks === 0) yield;
    const id = freeId(database, { origin, path: document.path, start: chunk.start, text: chunk.text });
    if (!standing.delete(id)) added += 1;
    database.run(
      `INSERT INTO chunks (ordinal, id, start, tokens, gap, text, context, headings, pages)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      first + index,
      id,
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
  return { end, added };
}

/** Deletes a document as a separate change, returning the slots of its chunks. Call inside a write transaction. */
export function* removeDocument(database: Database, meta: Meta, key: DocumentKey): Steps<number[]> {
  return yield* deleteDocument(database, key, meta.begin());
}

/**
 * Deletes a document, returning the slots of its chunks, -1 for those without. The generation is the
 * change's.
 */
export function* deleteDocument(
  database: Database,
  { origin, path }: DocumentKey,
  generation: number,
): Steps<number[]> {
  const standing = database.get<Standing>(
    "SELECT id, first, count, layout, title, language FROM documents WHERE path = ? AND origin = ?",
    packText(path),
    origin,
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
  const { terms } = yield* analyzeSteps(chunks, standing.title === null ? null : unpackText(standing.title), language);
  if (terms.size > 0)
    database.run(
      "INSERT INTO pending (first, count, sign, data) VALUES (?, ?, -1, ?)",
      first,
      count,
      encodeForward(terms),
    );
  for (let from = first; from < first + count; from += deletedAtOnce) {
    yield;
    const to = Math.min(from + deletedAtOnce, first + count);
    database.run("DELETE FROM chunks WHERE ordinal >= ? AND ordinal < ?", from, to);
  }
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

/** Paths of a file that was moved. */
export interface DocumentMove {
  readonly from: string;
  readonly to: string;
  readonly modifiedMs: number | null;
}

/**
 * Changes a file's path, and its chunk ids accordingly, returning the slots of the replaced document. Call inside a
 * write transaction.
 */
export function* moveDocument(database: Database, meta: Meta, { from, to, modifiedMs }: DocumentMove): Steps<number[]> {
  const moved = database.get<Standing>(
    "SELECT id, first, count FROM documents WHERE path = ? AND origin = 'file'",
    packText(from),
  );
  if (moved === undefined) return [];
  const generation = meta.begin();
  const key = { origin: "file", path: to } as const;
  const slots = from === to ? [] : yield* deleteDocument(database, key, generation);
  const { id } = moved;
  database.run(
    "UPDATE documents SET path = ?, modified = ?, generation = ? WHERE id = ?",
    packText(to),
    modifiedMs,
    generation,
    id,
  );
  yield* nameChunks(database, key, moved);
  return slots;
}

function idsOf(database: Database, { origin, path }: DocumentKey): string[] {
  const standing = database.get<Standing>(
    "SELECT first, count FROM documents WHERE path = ? AND origin = ?",
    packText(path),
    origin,
  );
  if (standing === undefined) return [];
  return database
    .all<{ id: string }>(
      "SELECT id FROM chunks WHERE ordinal >= ? AND ordinal < ?",
      standing.first,
      standing.first + standing.count,
    )
    .map((row) => row.id);
}

function* slotsOf(database: Database, chunks: readonly IndexedChunk[]): Steps<Int32Array> {
  const slots = new Int32Array(chunks.length).fill(-1);
  const missing: string[] = [];
  for (const [index, { vectorKey }] of chunks.entries()) {
    if (index % stepChunks === 0) yield;
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
