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
  /** Keys of vectors that perhaps no document uses. */
  readonly unused: Set<string>;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Deletes versions that were replaced a while ago, so that searches that have begun still find theirs. Notes the keys of their
 * vectors, which may be those of a document that this writer is about to write.
 */
export async function sweepVersions(parts: CollectionParts, sweeping: Sweeping): Promise<void> {
  const { connection, ledger } = parts;
  const { snapshot, unused, signal } = sweeping;
  const { dead, indices } = snapshot.state;
  const old = dead.filter(({ sinceMs }) => sinceMs < Date.now() - graceMs).map(({ generation }) => generation);
  if (old.length === 0) return;
  for await (const keys of keysOf(parts, { snapshot, generations: old, signal }))
    for (const key of keys) unused.add(key);
  await connection.call({
    method: "POST",
    path: `/${indices.documents},${indices.chunks}/_delete_by_query`,
    query: { conflicts: "proceed", refresh: true },
    body: { query: { terms: { generation: old } } },
    timeoutMs: 600_000,
    signal,
  });
  const forgotten = new Set(old);
  await ledger.change((latest) => ({ next: swept(latest, forgotten), result: null }));
}

/**
 * Drops vectors that no visible chunk uses: those noted, and those of replaced versions. All stay while other writers are there:
 * they may be those of a document that is about to come.
 */
export async function sweepVectors(parts: CollectionParts, sweeping: Sweeping): Promise<void> {
  const { snapshot, writer, unused, signal } = sweeping;
  const { dead, indices } = snapshot.state;
  if (!isAlone(snapshot.state, { writer, nowMs: Date.now() })) return;
  const generations = dead.map(({ generation }) => generation);
  for await (const keys of keysOf(parts, { snapshot, generations, signal })) for (const key of keys) unused.add(key);
  if (unused.size === 0) return;
  await dropUnused(parts, snapshot, [...unused]);
  unused.clear();
  // For the count of vectors, which no commit refreshes.
  await parts.connection.call({ method: "POST", path: `/${indices.vectors}/_refresh` });
}

/** The keys of the vectors of some versions. */
async function* keysOf(
  { connection }: CollectionParts,
  {
    snapshot,
    generations,
    signal,
  }: Pick<Sweeping, "snapshot" | "signal"> & { readonly generations: readonly number[] },
): AsyncGenerator<string[]> {
  if (generations.length === 0) return;
  const { chunks: index } = snapshot.state.indices;
  yield* distinctKeys({ connection, index, signal }, [{ terms: { generation: generations } }]);
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
