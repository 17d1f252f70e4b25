import type { Transaction } from "../connection/connection.js";
import { decodePostings, encodePostings } from "../search/postings.js";

/** Rows that are split at a time. */
const rowsAtOnce = 500;

interface LongRow {
  readonly collection: number;
  readonly term: string;
  readonly document: number;
  readonly chunks: number;
  readonly data: Buffer;
}

/**
 * Gives the postings an index that contains their data, so that a search does not fetch a page of the table for each document. Long
 * rows are split: an entry of an index has a limit. Does nothing where that was done.
 */
export async function coverPostings(transaction: Transaction, schema: string): Promise<void> {
  const { rowCount } = await transaction.query(
    "SELECT FROM pg_attribute WHERE attrelid = to_regclass($1) AND attname = 'part'",
    [`${schema}.postings`],
  );
  if (rowCount !== 0) return;
  await transaction.query(
    `ALTER TABLE ${schema}.postings ADD COLUMN part smallint NOT NULL DEFAULT 0, DROP CONSTRAINT postings_pkey`,
  );
  while (await splitSome(transaction, schema));
  await transaction.query(
    `ALTER TABLE ${schema}.postings ADD PRIMARY KEY (collection, term, document, part) INCLUDE (chunks, data)`,
  );
}

/** Whether there may be more. */
async function splitSome(transaction: Transaction, schema: string): Promise<boolean> {
  const { rows } = await transaction.query<LongRow>(
    `DELETE FROM ${schema}.postings WHERE ctid = ANY(ARRAY(
        SELECT ctid FROM ${schema}.postings WHERE part = 0 AND length(data) > 1600 LIMIT ${rowsAtOnce}))
      RETURNING collection, term, document, chunks, int8send(document) || int4send(length(data)) || data AS data`,
  );
  for (const { collection, term, document, chunks, data } of rows) {
    const { positions, counts, lengths } = decodePostings(term, chunks, data);
    const ofChunk = new Int32Array(positions.at(-1)! + 1);
    for (const [at, position] of positions.entries()) ofChunk[position] = lengths[at]!;
    const parts = encodePostings(Array.from(positions).flatMap((position, at) => [position, counts[at]!]), ofChunk); // prettier-ignore
    await transaction.query(
      `INSERT INTO ${schema}.postings (collection, term, document, part, chunks, data)
        SELECT $1, $2, $3, part - 1, chunks, data FROM unnest($4::int[], $5::bytea[]) WITH ORDINALITY AS given (chunks, data, part)`,
      [collection, term, document, parts.map((part) => part.chunks), parts.map((part) => part.data)],
    );
  }
  return rows.length === rowsAtOnce;
}
