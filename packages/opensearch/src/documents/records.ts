import type { DocumentKey } from "@ragstone/core";
import type { Connection } from "../connection/connection.js";
import { fetchDocuments, searchPages } from "./fetch.js";
import { documentId, pointerId, recordId, recordOf, type Pointer, type StoredRecord } from "./stored-document.js"; // prettier-ignore
import type { Ledger } from "../ledger/ledger.js";
import { snapshotOf, type Snapshot } from "../ledger/snapshot.js";

const recordsAtOnce = 5000;

/** Snapshots that are taken anew while a document is replaced again and again. */
const maxSnapshots = 20;

/** Every visible record, by generation. A refresh must have found them. */
export async function* visibleRecords(
  connection: Connection,
  { state, filter }: Snapshot,
  signal?: AbortSignal,
): AsyncGenerator<StoredRecord> {
  const body = {
    query: { bool: { filter: [{ term: { kind: "record" } }, ...filter] } },
    sort: ["generation"],
    _source: ["data"],
  };
  const pages = searchPages<{ readonly data: string }>(connection, {
    index: state.indices.documents,
    body,
    atOnce: recordsAtOnce,
    signal,
  });
  for await (const hits of pages) for (const { _source } of hits) yield recordOf(_source.data);
}

export interface FoundRecord {
  readonly snapshot: Snapshot;
  readonly record: StoredRecord | null;
}

/** The visible version of a document, as of now. */
export async function findRecord(connection: Connection, ledger: Ledger, key: DocumentKey): Promise<FoundRecord> {
  const id = pointerId(documentId(key));
  for (let taken = 1; ; taken += 1) {
    const snapshot = snapshotOf(await ledger.read());
    const { documents: index } = snapshot.state.indices;
    const pointers = await fetchDocuments<Pointer>(connection, { index, ids: [id] });
    const generations = pointers.get(id)?.generations ?? [];
    const ids = generations.filter(snapshot.isVisible).map(recordId);
    const records =
      ids.length === 0 ? [] : [...(await fetchDocuments<{ data: string }>(connection, { index, ids })).values()];
    const record = records.length === 0 ? null : recordOf(records.at(-1)!.data);
    // Replaced since the snapshot, so that its version may be forgotten already.
    const isOutdated = record === null && generations.some((generation) => generation >= snapshot.state.next);
    if (!isOutdated || taken === maxSnapshots) return { snapshot, record };
  }
}
