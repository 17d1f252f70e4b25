import { chunkId, IndexError, type DocumentKey, type DocumentToIndex, type IndexedChunk } from "@ragstone/core";
import type { DocumentTerms } from "@ragstone/tokenizers/words";
import type { Transaction } from "../connection/connection.js";
import { storedKeys } from "../reading/postgres-reader.js";
import { lockSpace } from "../connection/lock-space.js";
import { encodePostings } from "../search/postings.js";
import { escapeText } from "../rows/escape-text.js";
import { insertPathPostings } from "../search/path-postings.js";
import { sha256 } from "./sha256.js";

export interface WritePlace {
  readonly schema: string;
  readonly collection: number;
}

/** Parts of a collection's counts: writers of different documents seldom change the same one. */
const totalsParts = 16;

/** Rows of one statement. */
const rowsAtOnce = 2000;

/** Puts a document in place of the one with its key. */
export async function writeDocument(
  transaction: Transaction,
  place: WritePlace,
  { document, origin, language, loaderVersion = 0, chunks }: DocumentToIndex,
  { terms, lengths }: DocumentTerms,
): Promise<{ readonly chunksAdded: number; readonly chunksRemoved: number }> {
  const { schema, collection } = place;
  const key = { origin, path: document.path };
  await lockDocuments(transaction, place, [key]);
  await checkVectors(transaction, place, chunks);
  const before = new Set(await deleteDocument(transaction, place, key));
  const ids = await freeIds(transaction, place, key, chunks);
  const words = lengths.reduce((sum, length) => sum + length, 0);
  const tokens = chunks.reduce((sum, chunk) => sum + chunk.tokens, 0);
  const storedBytes = Buffer.byteLength(document.text) * 2;
  const { rows } = await transaction.query<{ id: number }>(
    `INSERT INTO ${schema}.documents (collection, origin, path, sha256, bytes, modified_ms, media_type, title, language,
      metadata, loader_version, indexed_ms, chunks, words, tokens, stored_bytes)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16) RETURNING id`,
    [
      collection,
      origin,
      escapeText(document.path),
      document.sha256,
      document.bytes,
      document.modifiedMs,
      document.mediaType,
      document.title === null ? null : escapeText(document.title),
      language,
      JSON.stringify(document.metadata),
      loaderVersion,
      Date.now(),
      chunks.length,
      words,
      tokens,
      storedBytes,
    ],
  );
  const { id } = rows[0]!;
  await transaction.query(`INSERT INTO ${schema}.bodies VALUES ($1, $2, $3, $4)`, [
    id,
    escapeText(document.text),
    JSON.stringify(document.blocks),
    JSON.stringify(document.pages),
  ]);
  await insertChunks(transaction, place, { id, ids, chunks });
  await insertPostings(transaction, place, id, { terms, lengths });
  await insertPathPostings(transaction, schema, { collection, document: id, path: document.path, language, lengths });
  await addToTotals(transaction, place, key, {
    documents: 1,
    chunks: chunks.length,
    words,
    tokens,
    bytes: storedBytes,
  });
  const kept = ids.filter((one) => before.has(one)).length;
  return { chunksAdded: ids.length - kept, chunksRemoved: before.size - kept };
}

/** Waits for other writers of the same documents, until the end of the transaction. In one order, so that none waits for ever. */
export async function lockDocuments(
  transaction: Transaction,
  { collection }: WritePlace,
  keys: readonly DocumentKey[],
): Promise<void> {
  const locks = [...new Set(keys.map(({ origin, path }) => lockOf(`${collection} ${origin} ${path}`)))];
  for (const lock of locks.sort((one, other) => one - other))
    await transaction.query("SELECT pg_advisory_xact_lock($1, $2)", [lockSpace + 1, lock]);
}

/** Deletes a document, giving the ids of its chunks. */
export async function deleteDocument(
  transaction: Transaction,
  place: WritePlace,
  { origin, path }: DocumentKey,
): Promise<string[]> {
  const { schema, collection } = place;
  const { rows } = await transaction.query<{
    id: number;
    chunks: number;
    words: number;
    tokens: number;
    bytes: number;
  }>(
    `SELECT id, chunks, words, tokens, stored_bytes AS bytes FROM ${schema}.documents
      WHERE collection = $1 AND path = $2 AND origin = $3 FOR UPDATE`,
    [collection, escapeText(path), origin],
  );
  const standing = rows[0];
  if (standing === undefined) return [];
  const { id, chunks, words, tokens, bytes } = standing;
  const ids = await transaction.query<{ id: string }>(`SELECT id FROM ${schema}.chunks WHERE document = $1`, [id]);
  await transaction.query(`DELETE FROM ${schema}.documents WHERE id = $1`, [id]);
  const less = { documents: -1, chunks: -chunks, words: -words, tokens: -tokens, bytes: -bytes };
  await addToTotals(transaction, place, { origin, path }, less);
  return ids.rows.map((row) => row.id);
}

export interface Totals {
  readonly documents: number;
  readonly chunks: number;
  readonly words: number;
  readonly tokens: number;
  readonly bytes: number;
}

export const noChange: Totals = { documents: 0, chunks: 0, words: 0, tokens: 0, bytes: 0 };

/** Counts a change. Every transaction that changes what readers see calls it. */
export async function addToTotals(
  transaction: Transaction,
  { schema, collection }: WritePlace,
  { origin, path }: DocumentKey,
  { documents, chunks, words, tokens, bytes }: Totals,
): Promise<void> {
  const part = Math.abs(lockOf(`${origin} ${path}`)) % totalsParts;
  await transaction.query(
    `INSERT INTO ${schema}.totals AS t VALUES ($1, $2, 1, $3, $4, $5, $6, $7, $8)
      ON CONFLICT (collection, part) DO UPDATE SET changes = t.changes + 1, updated_ms = $3, documents = t.documents + $4,
        chunks = t.chunks + $5, words = t.words + $6, tokens = t.tokens + $7, bytes = t.bytes + $8`,
    [collection, part, Date.now(), documents, chunks, words, tokens, bytes],
  );
}

/** Ids for a document's chunks that no chunk of the collection has. */
export async function freeIds(
  transaction: Transaction,
  { schema, collection }: WritePlace,
  key: DocumentKey,
  chunks: readonly Pick<IndexedChunk, "start" | "text">[],
): Promise<string[]> {
  const own = new Set<string>();
  const attempts = chunks.map(() => 0);
  const ids = chunks.map(() => "");
  let open = chunks.map((_, at) => at);
  while (open.length > 0) {
    for (const at of open) ids[at] = idOf(key, chunks[at]!, attempts[at]!);
    const { rows } = await transaction.query<{ id: string }>(
      `SELECT id FROM ${schema}.chunks WHERE collection = $1 AND id = ANY($2)`,
      [collection, open.map((at) => ids[at]!)],
    );
    const taken = new Set(rows.map(({ id }) => id));
    const colliding = open.filter((at) => taken.has(ids[at]!) || own.has(ids[at]!) || !own.add(ids[at]!));
    for (const at of colliding) attempts[at]! += 1;
    open = colliding;
  }
  return ids;
}

function idOf(
  { origin, path }: DocumentKey,
  { start, text }: Pick<IndexedChunk, "start" | "text">,
  attempt: number,
): string {
  return chunkId({ origin, path, start, text, attempt }, sha256);
}

async function checkVectors(
  transaction: Transaction,
  place: WritePlace,
  chunks: readonly IndexedChunk[],
): Promise<void> {
  const keys = chunks.flatMap(({ vectorKey }) => (vectorKey === null ? [] : [vectorKey]));
  const stored = await storedKeys(transaction, place, keys);
  const missing = keys.filter((key) => !stored.has(key));
  if (missing.length > 0)
    throw new IndexError(
      "missing-vectors",
      `${missing.length} of ${chunks.length} chunks have a vector key that is not stored, such as ${missing[0]}.`,
      { hint: "Store the vectors with putVectors() before the document.", data: { keys: missing } },
    );
}

async function insertChunks(
  transaction: Transaction,
  { schema, collection }: WritePlace,
  {
    id,
    ids,
    chunks,
  }: { readonly id: number; readonly ids: readonly string[]; readonly chunks: readonly IndexedChunk[] },
): Promise<void> {
  for (let from = 0; from < chunks.length; from += rowsAtOnce) {
    const part = chunks.slice(from, from + rowsAtOnce);
    await transaction.query(
      `INSERT INTO ${schema}.chunks (document, position, collection, id, first, last, tokens, text, context, headings, pages, vector_key)
        SELECT $1, row.*  FROM (SELECT $2::int + at::int - 1, $3::int, id, first, last, tokens, text, context, headings, pages, vector_key
          FROM unnest($4::text[], $5::int[], $6::int[], $7::int[], $8::text[], $9::text[], $10::json[], $11::json[], $12::text[])
            WITH ORDINALITY AS given (id, first, last, tokens, text, context, headings, pages, vector_key, at)) AS row`,
      [
        id,
        from,
        collection,
        ids.slice(from, from + rowsAtOnce),
        part.map(({ start }) => start),
        part.map(({ end }) => end),
        part.map(({ tokens }) => tokens),
        part.map(({ text }) => escapeText(text)),
        part.map(({ context }) => escapeText(context)),
        part.map(({ headings }) => JSON.stringify(headings)),
        part.map(({ pages }) => JSON.stringify(pages)),
        part.map(({ vectorKey }) => (vectorKey === null ? null : escapeText(vectorKey))),
      ],
    );
  }
}

async function insertPostings(
  transaction: Transaction,
  { schema, collection }: WritePlace,
  id: number,
  { terms, lengths }: DocumentTerms,
): Promise<void> {
  const rows = [...terms].flatMap(([term, occurrences]) =>
    encodePostings(occurrences, lengths).map((one, part) => ({ term, part, ...one })),
  );
  for (let from = 0; from < rows.length; from += rowsAtOnce) {
    const some = rows.slice(from, from + rowsAtOnce);
    await transaction.query(
      `INSERT INTO ${schema}.postings (collection, term, document, part, chunks, data)
        SELECT $1, term, $2, part, chunks, data
          FROM unnest($3::text[], $4::int[], $5::int[], $6::bytea[]) AS given (term, part, chunks, data)`,
      [
        collection,
        id,
        some.map(({ term }) => term),
        some.map(({ part }) => part),
        some.map(({ chunks }) => chunks),
        some.map(({ data }) => data),
      ],
    );
  }
}

/** A number of 32 bits for a name, as advisory locks take it. */
function lockOf(name: string): number {
  return Buffer.from(sha256(name)).readInt32BE(0);
}
