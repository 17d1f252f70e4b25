import type { Connection, Transaction } from "../connection/connection.js";
import { lockSpace } from "../connection/lock-space.js";
import { vectorOf } from "../rows/rows.js";
import type { CorpusSource } from "./corpus.js";
import { graphSettings, nearestVectors } from "./nearest-vectors.js";

/** As in the local index: with the 64 of pgvector, recall@10 of 100,000 passages is 0.975, with 128 it is 0.988. */
const efConstruction = 128;

/** Keys of the locks under which graphs are built, by collection. */
const graphSpace = lockSpace + 6;

/** Vectors of a collection from which a graph is built: below, comparing each takes a few milliseconds. */
const graphFromVectors = 10_000;

/** Stored vectors that are searched for to measure the recall of the ten nearest. */
const measuredVectors = 30;
const measuredNearest = 10;

/** The most dimensions that pgvector builds a graph of 16-bit numbers for. */
const maxDimensions = 4000;

/** The index of a collection's graph, which contains the vectors of no other. */
export function graphName(collection: number | string): string {
  return `graph_of_${collection}`;
}

/** Builds the graph of a collection that has become large. The server keeps it up to date from then on. */
export async function ensureGraph(
  connection: Connection,
  { schema, collection, dimensions }: CorpusSource & { readonly dimensions: number },
): Promise<void> {
  if (dimensions > maxDimensions) return;
  const isDue = await connection.read(async (transaction) => {
    const { rows } = await transaction.query<{ due: boolean }>(
      `SELECT to_regclass($2) IS NULL AND
        (SELECT count(*) FROM (SELECT FROM ${schema}.vectors WHERE collection = $1 LIMIT ${graphFromVectors}) AS counted) = ${graphFromVectors} AS due`,
      [collection, `${schema}.${graphName(collection)}`],
    );
    return rows[0]!.due;
  });
  if (!isDue) return;
  const isBuilt = await connection.write(async (transaction) => {
    await transaction.query("SELECT set_config('statement_timeout', '0', true), set_config('maintenance_work_mem', '512MB', true)"); // prettier-ignore
    const { rows } = await transaction.query<{ alone: boolean }>("SELECT pg_try_advisory_xact_lock($1, $2) AS alone", [graphSpace, collection]); // prettier-ignore
    // Another process that ends at the same time builds it.
    if (!rows[0]!.alone) return false;
    await transaction.query(
      `CREATE INDEX IF NOT EXISTS ${graphName(collection)} ON ${schema}.vectors
        USING hnsw ((embedding::halfvec(${dimensions})) halfvec_ip_ops) WITH (m = 16, ef_construction = ${efConstruction}) WHERE collection = ${collection}`,
    );
    return true;
  });
  if (!isBuilt) return;
  await vacuum(connection, schema);
  const recall = await connection.read((transaction) => measureRecall(transaction, { schema, collection }), undefined, {
    settings: graphSettings(measuredNearest),
  });
  await connection.write(async (transaction) =>
    transaction.query(`UPDATE ${schema}.collections SET recall = $2 WHERE id = $1`, [collection, recall]),
  );
}

/**
 * Brings statistics and visibility up to date of tables that have just been filled: without them the server would sort them rather
 * than use the graph, and look into a table for what its index contains.
 */
async function vacuum(connection: Connection, schema: string): Promise<void> {
  await connection.patiently(async () => {
    const client = await connection.client();
    try {
      await client.query("SET statement_timeout = 0");
      await client.query(`VACUUM (ANALYZE) ${schema}.vectors, ${schema}.chunks, ${schema}.documents, ${schema}.postings`); // prettier-ignore
      await client.query("RESET statement_timeout");
    } finally {
      // It may have lost its connection, or have kept the setting.
      client.release(true);
    }
  });
}

/** Share of the chunks nearest to stored vectors that the graph finds, in `[0, 1]`. */
async function measureRecall(transaction: Transaction, source: CorpusSource): Promise<number> {
  const { rows } = await transaction.query<{ embedding: string }>(
    `SELECT embedding::text AS embedding FROM ${source.schema}.vectors WHERE collection = $1 ORDER BY md5(key) LIMIT ${measuredVectors}`,
    [source.collection],
  );
  const corpus = { documents: null, chunks: Number.POSITIVE_INFINITY };
  let [found, wanted] = [0, 0];
  for (const { embedding } of rows) {
    const query = { ...source, vector: vectorOf(embedding), k: measuredNearest, corpus };
    const exact = await nearestVectors(transaction, { ...query, hasGraph: false });
    const near = new Set((await nearestVectors(transaction, { ...query, hasGraph: true })).map(nameOf));
    found += exact.filter((place) => near.has(nameOf(place))).length;
    wanted += exact.length;
  }
  return wanted === 0 ? 1 : found / wanted;
}

function nameOf({ document, position }: { readonly document: number; readonly position: number }): string {
  return `${document} ${position}`;
}
