import { sendBulk } from "../connection/bulk.js";
import { searchDocuments } from "../documents/fetch.js";
import { vectorId } from "../documents/vectors.js";
import type { Snapshot } from "../ledger/snapshot.js";
import { graceMs, isAlone, swept } from "../ledger/state.js";
import type { CollectionParts } from "../reading/opensearch-reader.js";

const keysAtOnce = 1000;

export interface Sweeping {
  /** A refresh must have found all of it. */
  readonly snapshot: Snapshot;
  readonly writer: string;
  /** Vectors that this writer stored and no document used. Emptied as far as they were dropped. */
  readonly unused: Set<string>;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Deletes what no reader sees: versions that were replaced a while ago, so that searches that have begun still find theirs,
 * and at once the vectors of replaced versions that no other chunk uses. Vectors stay while other writers are there: they
 * may be those of a document that is about to come.
 */
export async function sweep(parts: CollectionParts, sweeping: Sweeping): Promise<void> {
  const { connection, ledger } = parts;
  const { snapshot, writer, unused, signal } = sweeping;
  const { state } = snapshot;
  const nowMs = Date.now();
  if (isAlone(state, { writer, nowMs })) {
    await dropUnused(parts, snapshot, [...unused]);
    for await (const keys of keysOfDead(parts, snapshot, signal)) await dropUnused(parts, snapshot, keys);
    // For the count of vectors, which no commit refreshes.
    if (unused.size > 0 || state.dead.length > 0)
      await connection.call({ method: "POST", path: `/${state.indices.vectors}/_refresh` });
    unused.clear();
  }
  const old = state.dead.filter(({ sinceMs }) => sinceMs < nowMs - graceMs).map(({ generation }) => generation);
  if (old.length === 0) return;
  const { documents, chunks } = state.indices;
  await connection.call({
    method: "POST",
    path: `/${documents},${chunks}/_delete_by_query`,
    query: { conflicts: "proceed", refresh: true },
    body: { query: { terms: { generation: old } } },
    timeoutMs: 600_000,
    signal,
  });
  const forgotten = new Set(old);
  await ledger.change((latest) => ({ next: swept(latest, forgotten), result: null }));
}

/** The keys of the vectors that versions have which readers no longer see. */
async function* keysOfDead(
  { connection }: CollectionParts,
  { state }: Snapshot,
  signal: AbortSignal | undefined,
): AsyncGenerator<string[]> {
  const generations = state.dead.map(({ generation }) => generation);
  if (generations.length === 0) return;
  yield* distinctKeys({ connection, index: state.indices.chunks, signal }, [{ terms: { generation: generations } }]);
}

interface KeySearch {
  readonly connection: CollectionParts["connection"];
  readonly index: string;
  readonly signal?: AbortSignal | undefined;
}

/** The keys of the vectors of all chunks that a query finds, each once. */
async function* distinctKeys(
  { connection, index, signal }: KeySearch,
  filter: readonly object[],
): AsyncGenerator<string[]> {
  interface Keys {
    readonly keys: {
      readonly after_key?: object;
      readonly buckets: readonly { readonly key: { readonly key: string } }[];
    };
  }
  let after: object | undefined;
  do {
    const sources = [{ key: { terms: { field: "vectorKey" } } }];
    const composite = { size: keysAtOnce, sources, ...(after === undefined ? {} : { after }) };
    const body = { size: 0, query: { bool: { filter } }, aggs: { keys: { composite } } };
    const { aggregations } = await searchDocuments<never, Keys>(connection, { index, body, signal });
    const { buckets, after_key } = aggregations!.keys;
    if (buckets.length > 0) yield buckets.map(({ key }) => key.key);
    after = after_key;
  } while (after !== undefined);
}

async function dropUnused(
  { connection }: CollectionParts,
  { state, filter }: Snapshot,
  keys: readonly string[],
): Promise<void> {
  const { chunks: index, vectors } = state.indices;
  for (let from = 0; from < keys.length; from += keysAtOnce) {
    const part = keys.slice(from, from + keysAtOnce);
    const used = new Set<string>();
    const search = distinctKeys({ connection, index }, [{ terms: { vectorKey: part } }, ...filter]);
    for await (const found of search) for (const key of found) used.add(key);
    const items = part
      .filter((key) => !used.has(key))
      .map((key) => ({ action: "delete" as const, index: vectors, id: vectorId(key) }));
    await sendBulk(connection, items);
  }
}
