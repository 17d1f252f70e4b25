import type { Transaction } from "../connection/connection.js";
import { vectorText } from "../rows/rows.js";
import type { Corpus, CorpusSource } from "./corpus.js";
import type { ChunkPlace } from "./rank.js";

export interface VectorQuery extends CorpusSource {
  readonly vector: Float32Array;
  readonly k: number;
  readonly corpus: Pick<Corpus, "documents" | "chunks">;
  /** Whether the collection has a graph. */
  readonly hasGraph: boolean;
}

/** Visible chunks up to which a filtered search compares each one: exact, and faster than a graph that skips most. */
const maxCompared = 50_000;

/** Nodes that a search of the graph keeps: recall@10 above 0.98 with 100,000 passages (docs/benchmarks.md). */
const minSearched = 300;
/** The most that pgvector allows. */
const maxSearched = 1000;

/** Settings of a transaction that searches the graph; local to it, since a pool of connections hands them on. */
export function graphSettings(k: number): readonly string[] {
  const searched = Math.min(maxSearched, Math.max(minSearched, k * 2));
  return [`hnsw.ef_search = ${searched}`, "hnsw.iterative_scan = relaxed_order"];
}

/** The chunks whose vectors are nearest, nearest first; of equals, the first by path and position. */
export async function nearestVectors(transaction: Transaction, query: VectorQuery): Promise<ChunkPlace[]> {
  const { corpus, hasGraph } = query;
  const isCompared = !hasGraph || (corpus.documents !== null && corpus.chunks <= maxCompared);
  if (isCompared) return compared(transaction, query);
  const found = await searched(transaction, query);
  // The server gives up on a filter after `hnsw.max_scan_tuples`: a search never returns fewer than there are.
  return found.length < Math.min(query.k, corpus.chunks) ? compared(transaction, query) : found;
}

async function compared(
  transaction: Transaction,
  { schema, collection, vector, k, corpus: { documents } }: VectorQuery,
): Promise<ChunkPlace[]> {
  const { rows } = await transaction.query<ChunkPlace>(
    `SELECT c.document, c.position FROM ${schema}.chunks c
      JOIN ${schema}.vectors v ON v.collection = c.collection AND v.key = c.vector_key
      JOIN ${schema}.documents d ON d.id = c.document
      WHERE c.collection = $1 AND ($4::bigint[] IS NULL OR c.document = ANY($4))
      ORDER BY v.embedding <#> $2::vector, d.path, d.origin, c.position LIMIT $3`,
    [collection, vectorText(vector), k, documents],
  );
  return rows;
}

/** By the graph, whose distances are those of 16-bit numbers; the best are compared again exactly. */
async function searched(
  transaction: Transaction,
  { schema, collection, vector, k, corpus: { documents } }: VectorQuery,
): Promise<ChunkPlace[]> {
  const half = `halfvec(${vector.length})`;
  const { rows } = await transaction.query<ChunkPlace>(
    `WITH near AS MATERIALIZED (
      SELECT v.key, v.embedding FROM ${schema}.vectors v
        WHERE v.collection = ${collection}${
          documents === null
            ? ""
            : ` AND EXISTS (SELECT FROM ${schema}.chunks c WHERE c.collection = ${collection} AND c.vector_key = v.key AND c.document = ANY($3))`
        }
        ORDER BY v.embedding::${half} <#> $1::vector::${half} LIMIT ${Math.max(k * 2, 40)}
    )
    SELECT c.document, c.position FROM near
      JOIN ${schema}.chunks c ON c.collection = ${collection} AND c.vector_key = near.key
      JOIN ${schema}.documents d ON d.id = c.document
      ${documents === null ? "" : "WHERE c.document = ANY($3)"}
      ORDER BY near.embedding <#> $1::vector, d.path, d.origin, c.position LIMIT $2`,
    documents === null ? [vectorText(vector), k] : [vectorText(vector), k, documents],
  );
  return rows;
}
