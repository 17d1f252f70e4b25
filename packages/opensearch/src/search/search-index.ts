import type { Candidate, IndexQuery } from "@ragstone/core";
import { parseQuery } from "@ragstone/tokenizers/words";
import { fetchDocuments } from "../documents/fetch.js";
import { publicChunk } from "../documents/stored-chunk.js";
import { isNavigation, recordId, recordOf } from "../documents/stored-document.js";
import { decodeVector, dotProduct, vectorId } from "../documents/vectors.js";
import { nearestVectors } from "./nearest-vectors.js";
import type { FoundChunk } from "./rank.js";
import { searchText } from "./search-text.js";
import type { View } from "./view.js";

/** The best `k` of both sides, each with both scores. */
export async function searchIndex(view: View, query: Pick<IndexQuery, "vector" | "text" | "k">): Promise<Candidate[]> {
  const { vector = null, text = null } = query;
  const k = Math.min(query.k, view.corpus.chunks);
  if (k === 0) return [];
  const [words, near] = await Promise.all([
    text === null ? null : searchText(view, { parsed: parseQuery(text), k, fills: vector === null }),
    vector === null ? [] : nearestVectors(view, { vector, k }),
  ]);
  const found = new Map<string, FoundChunk>();
  for (const chunk of words?.isQuoted === true ? [] : near) found.set(chunk.id, chunk);
  for (const { found: chunk } of words?.best ?? []) found.set(chunk.id, chunk);
  const chunks = [...found.values()];
  const [records, vectors] = await Promise.all([
    recordsOf(view, chunks),
    vector === null ? new Map<string, Float32Array>() : vectorsOf(view, chunks),
  ]);
  return chunks.flatMap((chunk): Candidate[] => {
    const record = records.get(recordId(chunk.generation));
    if (record === undefined) return [];
    const own = chunk.vectorKey === null ? undefined : vectors.get(chunk.vectorKey);
    return [
      {
        ...publicChunk(chunk.chunk),
        sha256: record.sha256,
        modifiedMs: record.modifiedMs,
        isNavigation: isNavigation(record.metadata),
        scores: {
          text: words?.scoreOf(chunk) ?? 0,
          vector: vector === null || own === undefined ? null : dotProduct(own, vector),
        },
      },
    ];
  });
}

async function recordsOf({ connection, indices, signal }: View, chunks: readonly FoundChunk[]) {
  const ids = [...new Set(chunks.map(({ generation }) => recordId(generation)))];
  const found = await fetchDocuments<{ data: string }>(connection, { index: indices.documents, ids, signal });
  return new Map([...found].map(([id, { data }]) => [id, recordOf(data)]));
}

/** Vectors of chunks, by key. */
export async function vectorsOf(
  { connection, indices, signal }: Pick<View, "connection" | "indices" | "signal">,
  chunks: readonly { readonly vectorKey?: string | null }[],
): Promise<Map<string, Float32Array>> {
  const keys = [...new Set(chunks.flatMap(({ vectorKey }) => vectorKey ?? []))];
  const ids = keys.map(vectorId);
  const found = await fetchDocuments<{ vector: string }>(connection, { index: indices.vectors, ids, signal });
  return new Map(
    keys.flatMap((key, at) => {
      const stored = found.get(ids[at]!);
      return stored === undefined ? [] : [[key, decodeVector(stored.vector)] as const];
    }),
  );
}
