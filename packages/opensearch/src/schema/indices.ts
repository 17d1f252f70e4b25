import type { OpenSearchPlace } from "../connection/parse-url.js";

type Settings = Readonly<Record<string, unknown>>;

/** Terms of one query that name generations: a scope may have many documents. */
const maxTermsCount = 1_000_000;

/** HNSW as in the local index (docs/benchmarks.md). */
const hnsw = { m: 16, ef_construction: 128 };

function common({ shards, replicas }: Pick<OpenSearchPlace, "shards" | "replicas">): Settings {
  return {
    number_of_shards: shards ?? 1,
    // One copy as soon as there are two nodes, unless the URL says otherwise.
    ...(replicas === null ? { auto_expand_replicas: "0-1" } : { number_of_replicas: replicas }),
    // A search refreshes what it needs.
    refresh_interval: "30s",
    // A copy that a node took with it is made again soon: the default is a minute.
    unassigned: { node_left: { delayed_timeout: "10s" } },
    max_terms_count: maxTermsCount,
  };
}

const text = { type: "keyword", index: false, doc_values: false };
const number = { type: "long" };
const name = { type: "keyword" };

/** The index with the ledger alone. */
export function ledgerIndex(place: OpenSearchPlace): object {
  return {
    settings: { index: { ...common(place), number_of_shards: 1 } },
    mappings: { dynamic: "strict", properties: { token: text, state: text } },
  };
}

/** Records, pointers and texts of documents. */
export function documentsIndex(place: OpenSearchPlace): object {
  return {
    settings: { index: common(place) },
    mappings: {
      dynamic: "strict",
      properties: { kind: name, generation: number, generations: { ...number, index: false }, data: text },
    },
  };
}

export function chunksIndex(place: OpenSearchPlace, dimensions: number): object {
  return {
    settings: {
      index: { ...common(place), knn: true, "knn.advanced.approximate_threshold": 0 },
      // A term's own score is its number of occurrences; the query makes BM25 of it, with the statistics of its scope.
      similarity: { occurrences: { type: "scripted", script: { source: "return query.boost * doc.freq;" } } },
      analysis: { analyzer: { terms: { type: "custom", tokenizer: "whitespace" } } },
    },
    mappings: {
      dynamic: "strict",
      // Vectors are stored in an index of their own, by key: here only the graph needs them.
      _source: { excludes: ["vector", "vocabulary"] },
      properties: {
        generation: number,
        position: { type: "integer" },
        id: name,
        path: name,
        origin: name,
        length: { type: "integer", index: false },
        terms: { type: "text", analyzer: "terms", norms: false, index_options: "freqs", similarity: "occurrences" },
        vocabulary: { ...name, index: false },
        vectorKey: name,
        vector: {
          type: "knn_vector",
          dimension: dimensions,
          method: { name: "hnsw", engine: "lucene", space_type: "innerproduct", parameters: hnsw },
        },
        data: text,
      },
    },
  };
}

export function vectorsIndex(place: OpenSearchPlace): object {
  return {
    settings: { index: common(place) },
    mappings: { dynamic: "strict", properties: { vector: text } },
  };
}
