import type { Connection } from "../connection/connection.js";
import type { CorpusSource } from "./corpus.js";

/** Vectors of a collection from which a graph is built: below, comparing each takes a few milliseconds. */
const graphFromVectors = 10_000;

/** The most dimensions that pgvector builds a graph of 16-bit numbers for. */
const maxDimensions = 4000;

/** The index of a collection's graph, which contains the vectors of no other. */
export function graphName(collection: number): string {
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
  await connection.write(async (transaction) => {
    await transaction.query("SELECT set_config('statement_timeout', '0', true), set_config('maintenance_work_mem', '512MB', true)"); // prettier-ignore
    await transaction.query(
      `CREATE INDEX IF NOT EXISTS ${graphName(collection)} ON ${schema}.vectors
        USING hnsw ((embedding::halfvec(${dimensions})) halfvec_ip_ops) WHERE collection = ${collection}`,
    );
  });
}
