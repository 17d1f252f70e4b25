import { chunkFields, type ChunkSource } from "../documents/stored-chunk.js";
import { searchDocuments } from "../documents/fetch.js";
import { foundChunk, type FoundChunk } from "./rank.js";
import { placeOrder } from "./order.js";
import type { View } from "./view.js";

/** Visible chunks up to which a search compares each one: exact, and independent of vectors outside a scope. */
export const maxCompared = 20_000;

/** Nodes of the graph that a search keeps in each segment (docs/benchmarks.md). */
const minSearched = 200;

export interface VectorQuery {
  readonly vector: Float32Array;
  readonly k: number;
  /** Whether to use the graph, whatever the number of chunks. @defaultValue by their number */
  readonly byGraph?: boolean;
}

/** The chunks whose vectors are nearest, nearest first; of equals, the first by path and position. */
export async function nearestVectors(
  { connection, indices, corpus, signal }: View,
  { vector, k, byGraph = corpus.chunks > maxCompared }: VectorQuery,
): Promise<FoundChunk[]> {
  const query = Array.from(vector);
  const filter = { bool: { filter: corpus.filter } };
  const searched = Math.max(minSearched, k * 2);
  const body = {
    query: byGraph
      ? { knn: { vector: { vector: query, k: searched, filter, method_parameters: { ef_search: searched } } } }
      : {
          script_score: {
            query: { bool: { filter: [...corpus.filter, { exists: { field: "vector" } }] } },
            script: {
              lang: "knn",
              source: "knn_score",
              params: { field: "vector", query_value: query, space_type: "innerproduct" },
            },
          },
        },
    size: k,
    sort: placeOrder,
    _source: chunkFields,
    track_total_hits: false,
  };
  const { hits } = await searchDocuments<ChunkSource>(connection, { index: indices.chunks, body, signal });
  return hits.hits.map(({ _source }) => foundChunk(_source));
}
