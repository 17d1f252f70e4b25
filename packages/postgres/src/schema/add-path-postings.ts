import type { Transaction } from "../connection/connection.js";
import { unescapeText } from "../rows/escape-text.js";
import { replacePathPostings } from "../search/path-postings.js";

/** Documents that are read at a time. */
const documentsAtOnce = 500;

/** Stores the words of the paths of documents that were indexed before version 2. */
export async function addPathPostings(transaction: Transaction, schema: string): Promise<void> {
  for (let last = 0; ;) {
    const { rows } = await transaction.query<{
      collection: number;
      document: number;
      path: string;
      language: string | null;
      chunks: number;
    }>(
      `SELECT collection, id AS document, path, language, chunks FROM ${schema}.documents WHERE id > $1 ORDER BY id LIMIT $2`,
      [last, documentsAtOnce],
    );
    for (const row of rows) await replacePathPostings(transaction, schema, { ...row, path: unescapeText(row.path) });
    if (rows.length < documentsAtOnce) break;
    last = rows.at(-1)!.document;
  }
  // Readers that are open remember terms until something changes.
  await transaction.query(`UPDATE ${schema}.totals SET changes = changes + 1`);
}
