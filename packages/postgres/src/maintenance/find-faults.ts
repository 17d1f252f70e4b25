import type { Transaction } from "../connection/connection.js";
import { unescapeText } from "../rows/escape-text.js";
import { graphName } from "../search/graph.js";

export interface FaultsPlace {
  readonly schema: string;
  readonly collection: number;
  readonly dimensions: number;
}

/** A document whose rows do not fit together. */
export interface FaultyDocument {
  readonly id: number;
  readonly path: string;
  readonly fault: "text" | "vectors" | "text-search";
}

/** Documents whose texts are read at a time. */
const documentsAtOnce = 100;

/** Documents whose counts of chunks or terms are wrong, or whose vectors are missing or of another length. */
export async function faultyRows(
  transaction: Transaction,
  { schema, collection, dimensions }: FaultsPlace,
): Promise<FaultyDocument[]> {
  const { rows } = await transaction.query<FaultyDocument>(
    `SELECT d.id, d.path, 'text' AS fault FROM ${schema}.documents d
        WHERE d.collection = $1 AND (d.chunks <> (SELECT count(*) FROM ${schema}.chunks c WHERE c.document = d.id)
          OR NOT EXISTS (SELECT FROM ${schema}.bodies b WHERE b.document = d.id))
      UNION SELECT d.id, d.path, 'vectors' FROM ${schema}.documents d JOIN ${schema}.chunks c ON c.document = d.id
        LEFT JOIN ${schema}.vectors v ON v.collection = c.collection AND v.key = c.vector_key
        WHERE d.collection = $1 AND c.vector_key IS NOT NULL AND (v.key IS NULL OR vector_dims(v.embedding) <> $2)
      UNION SELECT d.id, d.path, 'text-search' FROM ${schema}.documents d
        WHERE d.collection = $1 AND d.words > 0 AND NOT EXISTS (
          SELECT FROM ${schema}.postings p WHERE p.document = d.id AND NOT starts_with(p.term, '/'))`,
    [collection, dimensions],
  );
  return rows.map((row) => ({ ...row, path: unescapeText(row.path) }));
}

/** Documents with a chunk that is no slice of their text. Reads everything, some documents at a time. */
export async function* faultyTexts(
  read: <T>(use: (transaction: Transaction) => Promise<T>) => Promise<T>,
  { schema, collection }: Pick<FaultsPlace, "schema" | "collection">,
): AsyncGenerator<readonly FaultyDocument[]> {
  for (let last = 0; ;) {
    const { documents, chunks } = await read(async (transaction) => {
      const bodies = await transaction.query<{ id: number; path: string; text: string }>(
        `SELECT d.id, d.path, b.text FROM ${schema}.documents d JOIN ${schema}.bodies b ON b.document = d.id
          WHERE d.collection = $1 AND d.id > $2 ORDER BY d.id LIMIT ${documentsAtOnce}`,
        [collection, last],
      );
      const ids = bodies.rows.map(({ id }) => id);
      const parts = await transaction.query<{ document: number; first: number; last: number; text: string }>(
        `SELECT document, first, last, text FROM ${schema}.chunks WHERE document = ANY($1)`,
        [ids],
      );
      return { documents: bodies.rows, chunks: parts.rows };
    });
    const texts = new Map(documents.map(({ id, text }) => [id, unescapeText(text)]));
    const wrong = new Set(
      chunks
        .filter((chunk) => texts.get(chunk.document)!.slice(chunk.first, chunk.last) !== unescapeText(chunk.text))
        .map(({ document }) => document),
    );
    yield documents
      .filter(({ id }) => wrong.has(id))
      .map(({ id, path }) => ({ id, path: unescapeText(path), fault: "text" }));
    if (documents.length < documentsAtOnce) return;
    last = documents.at(-1)!.id;
  }
}

/** Whether the counts of a collection are those of its rows. */
export async function countsAreRight(
  transaction: Transaction,
  { schema, collection }: Pick<FaultsPlace, "schema" | "collection">,
): Promise<boolean> {
  const { rows } = await transaction.query<{ right: boolean }>(
    `SELECT (counted.documents, counted.chunks, counted.words, counted.tokens) = (real.documents, real.chunks, real.words, real.tokens) AS right
      FROM (SELECT coalesce(sum(documents), 0) AS documents, coalesce(sum(chunks), 0) AS chunks, coalesce(sum(words), 0) AS words,
          coalesce(sum(tokens), 0) AS tokens FROM ${schema}.totals WHERE collection = $1) AS counted,
        (SELECT count(*)::numeric AS documents, coalesce(sum(chunks), 0)::numeric AS chunks, coalesce(sum(words), 0) AS words,
          coalesce(sum(tokens), 0) AS tokens FROM ${schema}.documents WHERE collection = $1) AS real`,
    [collection],
  );
  return rows[0]!.right;
}

/** Whether the graph of a collection was left half built. */
export async function graphIsBroken(
  transaction: Transaction,
  { schema, collection }: Pick<FaultsPlace, "schema" | "collection">,
): Promise<boolean> {
  const { rowCount } = await transaction.query(
    "SELECT FROM pg_index WHERE indexrelid = to_regclass($1) AND NOT indisvalid",
    [`${schema}.${graphName(collection)}`],
  );
  return rowCount !== 0;
}
