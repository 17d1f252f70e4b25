import { chunkId, type DocumentKey, type IndexedChunk } from "@ragstone/core";
import type { Connection } from "../connection/connection.js";
import { sendBulk, type BulkItem } from "../connection/bulk.js";
import { searchDocuments } from "../documents/fetch.js";
import { chunkDocument, chunkDocumentId, type ChunkToStore } from "../documents/stored-chunk.js";
import { bodyParts, partId, recordDocument, recordId, type Body, type StoredRecord } from "../documents/stored-document.js"; // prettier-ignore
import type { Snapshot } from "../ledger/snapshot.js";
import type { Indices } from "../ledger/state.js";
import { sha256 } from "./sha256.js";

/** All that is stored of one version of a document. */
export interface VersionToStore {
  readonly record: Omit<StoredRecord, "parts">;
  readonly body: Body;
  readonly chunks: readonly Omit<ChunkToStore, "generation">[];
}

/** Stores a version under its generation, which nobody sees before it is committed. */
export async function writeVersion(
  connection: Connection,
  indices: Indices,
  { version, signal }: { readonly version: VersionToStore; readonly signal?: AbortSignal | undefined },
): Promise<void> {
  await sendBulk(connection, itemsOf(indices, version), signal);
}

function* itemsOf(indices: Indices, { record, body, chunks }: VersionToStore): Generator<BulkItem> {
  const { generation } = record;
  const parts = bodyParts(body);
  const inDocuments = { action: "index", index: indices.documents } as const;
  for (const [part, data] of parts.entries())
    yield { ...inDocuments, id: partId(generation, part), document: { kind: "part", generation, data } };
  for (const chunk of chunks)
    yield {
      action: "index",
      index: indices.chunks,
      id: chunkDocumentId(generation, chunk.position),
      document: chunkDocument({ ...chunk, generation }),
    };
  yield { ...inDocuments, id: recordId(generation), document: recordDocument({ ...record, parts: parts.length }) };
}

/** Ids for a document's chunks that no chunk of another document has, as far as searches find them. */
export async function freeIds(
  connection: Connection,
  { state, filter }: Snapshot,
  {
    key,
    chunks,
    replaced,
  }: {
    readonly key: DocumentKey;
    readonly chunks: readonly Pick<IndexedChunk, "start" | "text">[];
    /** Generations that the document takes the place of. */
    readonly replaced: readonly number[];
  },
): Promise<string[]> {
  const own = new Set<string>();
  const attempts = chunks.map(() => 0);
  const ids = chunks.map(() => "");
  let open = chunks.map((_, at) => at);
  while (open.length > 0) {
    for (const at of open) {
      const { start, text } = chunks[at]!;
      ids[at] = chunkId({ ...key, start, text, attempt: attempts[at]! }, sha256);
    }
    const wanted = [...new Set(open.map((at) => ids[at]!))];
    const { hits } = await searchDocuments<{ id: string; generation: number }>(connection, {
      index: state.indices.chunks,
      body: {
        query: { bool: { filter: [{ terms: { id: wanted } }, ...filter] } },
        size: Math.min(2 * wanted.length, 10_000),
        _source: ["id", "generation"],
        track_total_hits: false,
      },
    });
    const others = hits.hits.filter(({ _source }) => !replaced.includes(_source.generation));
    const taken = new Set(others.map(({ _source }) => _source.id));
    const colliding = open.filter((at) => taken.has(ids[at]!) || own.has(ids[at]!) || !own.add(ids[at]!));
    for (const at of colliding) attempts[at]! += 1;
    open = colliding;
  }
  return ids;
}
