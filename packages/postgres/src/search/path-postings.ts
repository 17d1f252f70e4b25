import { pathWords } from "@ragstone/core";
import { analyzerFor, type Occurrences } from "@ragstone/tokenizers/words";
import type { Transaction } from "../connection/connection.js";
import { decodePostings, encodePostings, pathTerm } from "./postings.js";

/** A document with the numbers of words of its chunks. */
export interface DocumentOfPath {
  readonly collection: number;
  readonly document: number;
  readonly path: string;
  readonly language: string | null;
  readonly lengths: Int32Array;
}

/**
 * Stores the words of a document's folders and name as terms of their own, once in each of its chunks. Those of the
 * former path must be gone.
 */
export async function insertPathPostings(
  transaction: Transaction,
  schema: string,
  { collection, document, path, language, lengths }: DocumentOfPath,
): Promise<void> {
  if (lengths.length === 0) return;
  const terms = [...new Set(analyzerFor(language).terms(pathWords(path)))];
  const everywhere: Occurrences = Array.from(lengths).flatMap((_, position) => [position, 1]);
  const parts = encodePostings(everywhere, lengths);
  await transaction.query(
    `INSERT INTO ${schema}.postings (collection, term, document, part, chunks, data)
      SELECT $1, term, $2, part - 1, chunks, data FROM unnest($3::text[]) AS given (term),
        unnest($4::int[], $5::bytea[]) WITH ORDINALITY AS parts (chunks, data, part)`,
    [collection, document, terms.map(pathTerm), parts.map(({ chunks }) => chunks), parts.map(({ data }) => data)],
  );
}

/** Gives a document's path postings those of another path; the postings of its text stay. */
export async function replacePathPostings(
  transaction: Transaction,
  schema: string,
  moved: Omit<DocumentOfPath, "lengths"> & { readonly chunks: number },
): Promise<void> {
  const lengths = await storedLengths(transaction, schema, moved);
  await transaction.query(`DELETE FROM ${schema}.postings WHERE document = $1 AND starts_with(term, '/')`, [
    moved.document,
  ]);
  await insertPathPostings(transaction, schema, { ...moved, lengths });
}

/** The numbers of words of a document's chunks, which its postings contain. */
async function storedLengths(
  transaction: Transaction,
  schema: string,
  { document, chunks }: { readonly document: number; readonly chunks: number },
): Promise<Int32Array> {
  const { rows } = await transaction.query<{ chunks: number; data: Buffer }>(
    `SELECT sum(chunks)::int AS chunks, string_agg(int8send(document) || int4send(length(data)) || data, ''::bytea) AS data
      FROM ${schema}.postings WHERE document = $1 HAVING count(*) > 0`,
    [document],
  );
  const lengths = new Int32Array(chunks);
  for (const { chunks: df, data } of rows) {
    const postings = decodePostings("", df, data);
    for (const [at, position] of postings.positions.entries()) lengths[position] = postings.lengths[at]!;
  }
  return lengths;
}
