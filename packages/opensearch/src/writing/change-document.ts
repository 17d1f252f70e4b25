import { RagstoneError, type DocumentKey } from "@ragstone/core";
import { setTimeout as sleep } from "node:timers/promises";
import { statusOf } from "../connection/failure-of.js";
import { documentId, pointerId, recordOf, recordId, type Pointer, type StoredRecord } from "../documents/stored-document.js"; // prettier-ignore
import { chunkDocumentId, type ChunkData } from "../documents/stored-chunk.js";
import { fetchDocuments } from "../documents/fetch.js";
import { snapshotOf, type Snapshot } from "../ledger/snapshot.js";
import { abandoned, announced, begun, committed, locksOf, type LedgerState, type Version } from "../ledger/state.js";
import type { CollectionParts } from "../reading/opensearch-reader.js";
import { freeIds, writeVersion, type VersionToStore } from "./write-generation.js";

/** A change of one document, or of one that takes the place of another. */
export interface Change {
  /** The document that is written, and those that end with it. */
  readonly keys: readonly [DocumentKey, ...DocumentKey[]];
  /** The key without whose document nothing is changed, by its position. @defaultValue none */
  readonly needs?: number;
  readonly signal?: AbortSignal | undefined;
  readonly writer: string;
  /** What to store under the generation; ids are added. `null` to remove the documents alone. */
  readonly make: (generation: number, standing: Standing) => Promise<Made | null>;
}

interface Standing {
  readonly state: LedgerState;
  /** The visible version of each key's document. */
  readonly records: Promise<readonly (StoredRecord | null)[]>;
}

interface Made extends Omit<VersionToStore, "chunks"> {
  readonly chunks: readonly (Omit<VersionToStore["chunks"][number], "id" | "data"> & {
    readonly data: Omit<ChunkData, "id">;
  })[];
}

export interface Changed {
  /** Ids of the chunks that were stored. */
  readonly added: readonly string[];
  /** Ids of the chunks that readers saw before. */
  readonly removed: ReadonlySet<string>;
}

/** Time between two signs of life of a writer, and without one after which others take over what it was changing. */
const heartbeatMs = 4000;
const takeOverMs = 15_000;

/** Wait for another writer of the same document: at first, and at most. */
const firstWaitMs = 20;
const longestWaitMs = 500;

/**
 * Changes a document in three steps: locks it, stores the new version under a generation that nobody sees, and commits both with
 * one write of the ledger. A crash before that leaves the document as it was.
 */
export async function changeDocument(parts: CollectionParts, change: Change): Promise<Changed> {
  const { ledger } = parts;
  const { writer, signal } = change;
  const { generation, snapshot } = await lock(parts, change);
  const beat = setInterval(() => {
    const sign = { writer, nowMs: Date.now() };
    ledger.change((state) => ({ next: announced(state, sign), result: null })).catch(() => {});
  }, heartbeatMs);
  const progress = { isWritten: false };
  try {
    return await changeLocked(parts, change, { generation, snapshot, progress });
  } catch (error) {
    const end = { generation, isWritten: progress.isWritten, nowMs: Date.now() };
    await ledger.change((state) => ({ next: abandoned(state, end), result: null })).catch(() => {});
    signal?.throwIfAborted();
    throw error;
  } finally {
    clearInterval(beat);
  }
}

interface Locked {
  readonly generation: number;
  readonly snapshot: Snapshot;
}

async function lock({ ledger }: CollectionParts, { keys, writer, signal }: Change): Promise<Locked> {
  const documents = keys.map(documentId);
  /** When each sign of life of a writer was first seen, by this machine's clock. */
  const seen = new Map<string, number>();
  for (let waitMs = firstWaitMs; ; waitMs = Math.min(longestWaitMs, waitMs * 2)) {
    signal?.throwIfAborted();
    const sinceMs = performance.now();
    const locked = await ledger.change<Locked | null>((state) => {
      const gone = new Set<number>();
      for (const { generation, writer: other } of locksOf(state, documents)) {
        const sign = `${generation} ${state.writers[other] ?? 0}`;
        if (!seen.has(sign)) seen.set(sign, sinceMs);
        if (sinceMs - seen.get(sign)! > takeOverMs) gone.add(generation);
      }
      const beginning = begun(state, { documents, writer, nowMs: Date.now(), gone });
      if (beginning === null) return { next: null, result: null };
      const { generation, state: next } = beginning;
      return { next, result: { generation, snapshot: snapshotOf(next) } };
    });
    if (locked !== null) return locked;
    await sleep(waitMs, undefined, { signal }).catch(() => {});
  }
}

async function changeLocked(
  { connection, ledger, name }: CollectionParts,
  { keys, needs, make, signal }: Change,
  { generation, snapshot, progress }: Locked & { readonly progress: { isWritten: boolean } },
): Promise<Changed> {
  const { state } = snapshot;
  const finding = Promise.all(keys.map((key) => standingOf(connection, snapshot, key)));
  const found = finding.then((standing) => standing.map(({ record }) => record));
  const isMissing = needs !== undefined && (await found)[needs] === null;
  const [standing, made] = await Promise.all([finding, isMissing ? null : make(generation, { state, records: found })]);
  const removes = isMissing ? [] : standing.flatMap(({ record }) => record ?? []);
  const chunks = made?.chunks.map(({ data }) => data) ?? [];
  const replaced = removes.map((record) => record.generation);
  const [before, added] = await Promise.all([
    Promise.all(removes.map((record) => chunkIdsOf(connection, state, record))),
    freeIds(connection, snapshot, { key: keys[0], chunks, replaced }),
  ]);
  signal?.throwIfAborted();
  if (made !== null) {
    progress.isWritten = true;
    const version = {
      ...made,
      chunks: made.chunks.map((chunk, at) => ({ ...chunk, id: added[at]!, data: { ...chunk.data, id: added[at]! } })),
    };
    const id = pointerId(documentId(keys[0]));
    await Promise.all([
      writeVersion(connection, state.indices, { version, signal }),
      point(connection, state, { id, standing: standing[0]!, generation, name }),
    ]);
    signal?.throwIfAborted();
  }
  const adds: Version | null = made === null ? null : made.record;
  const commit = { generation, adds, removes, nowMs: Date.now() };
  if (adds === null && removes.length === 0) {
    await ledger.change((latest) => ({ next: abandoned(latest, { ...commit, isWritten: false }), result: null }));
    return { added, removed: new Set() };
  }
  const isCommitted = await ledger.change((latest) => {
    const next = committed(latest, commit);
    const isVoid = latest.dead.some((one) => one.generation === generation && one.isVoid === true);
    // Neither pending nor void: an earlier write did it, whose answer was lost.
    return { next, result: next !== null || !isVoid };
  });
  if (!isCommitted) throw takenOver(name);
  return { added, removed: new Set(before.flat()) };
}

interface StoredPointer {
  readonly _seq_no: number;
  readonly _primary_term: number;
  readonly _source: Pointer;
}

interface StandingDocument {
  readonly pointer: StoredPointer | null;
  readonly record: StoredRecord | null;
}

/** The visible version of a document that is locked. */
async function standingOf(
  connection: CollectionParts["connection"],
  { state, isVisible }: Snapshot,
  key: DocumentKey,
): Promise<StandingDocument> {
  const { documents: index } = state.indices;
  const pointer = await connection.find<StoredPointer>({
    method: "GET",
    path: `/${index}/_doc/${pointerId(documentId(key))}`,
  });
  const ids = (pointer?._source.generations ?? []).filter(isVisible).map(recordId);
  if (ids.length === 0) return { pointer, record: null };
  const [found] = (await fetchDocuments<{ data: string }>(connection, { index, ids })).values();
  return { pointer, record: found === undefined ? null : recordOf(found.data) };
}

async function chunkIdsOf(
  connection: CollectionParts["connection"],
  { indices }: LedgerState,
  { generation, chunks }: StoredRecord,
): Promise<string[]> {
  const ids = Array.from({ length: chunks }, (_, position) => chunkDocumentId(generation, position));
  const found = await fetchDocuments<{ id: string }>(connection, { index: indices.chunks, ids, fields: ["id"] });
  return [...found.values()].map(({ id }) => id);
}

/** Lets readers find the new version from the document's key, next to the one that they see until the commit. */
async function point(
  connection: CollectionParts["connection"],
  { indices: { documents: index } }: LedgerState,
  { id, standing: { pointer, record }, generation, name }: { readonly id: string; readonly standing: StandingDocument; readonly generation: number; readonly name: string }, // prettier-ignore
): Promise<void> {
  const generations = [...(record === null ? [] : [record.generation]), generation];
  const path = `/${index}/_doc/${id}`;
  const query: Record<string, string | number> =
    pointer === null ? { op_type: "create" } : { if_seq_no: pointer._seq_no, if_primary_term: pointer._primary_term };
  try {
    await connection.call({ method: "PUT", path, query, body: { kind: "pointer", generations } });
  } catch (error) {
    if (statusOf((error as Error).cause) !== 409) throw error;
    // Our own write, whose answer was lost, or one of a writer that took over.
    const latest = await connection.find<StoredPointer>({ method: "GET", path });
    if (latest?._source.generations.includes(generation) !== true) throw takenOver(name);
  }
}

function takenOver(name: string): RagstoneError {
  return new RagstoneError(
    "service-failed",
    `This writer of ${name} gave no sign of life for too long, so that another one took its document over.`,
    { hint: "Run the command again." },
  );
}
