import type { Connection } from "../connection/connection.js";
import { refusal } from "../connection/failure-of.js";

interface Fetched<T> {
  readonly _id: string;
  readonly found?: boolean;
  readonly _source?: T;
  readonly error?: { readonly type?: string };
}

export interface Fetching {
  readonly index: string;
  readonly ids: readonly string[];
  /** Fields of the answer. @defaultValue all */
  readonly fields?: readonly string[] | undefined;
  /** Documents of one request. @defaultValue 500 */
  readonly atOnce?: number;
  readonly signal?: AbortSignal | undefined;
}

/** Documents by id, as they are now rather than at the last refresh. Those that are not there are left out. */
export async function fetchDocuments<T>(
  connection: Connection,
  { index, ids, fields, atOnce = 500, signal }: Fetching,
): Promise<Map<string, T>> {
  const found = new Map<string, T>();
  for (let from = 0; from < ids.length; from += atOnce) {
    const docs = await connection.retrying(async () => {
      const answer = await connection.call<{ docs: readonly Fetched<T>[] }>({
        method: "POST",
        path: `/${index}/_mget`,
        body: {
          docs: ids.slice(from, from + atOnce).map((_id) => ({ _id, _source: fields === undefined || [...fields] })),
        },
        signal,
      });
      const failed = answer.docs.find(({ error }) => error !== undefined)?.error;
      if (failed !== undefined)
        throw refusal({ status: failed.type === "index_not_found_exception" ? 404 : 503, error: failed });
      return answer.docs;
    }, signal);
    for (const doc of docs) if (doc.found === true) found.set(doc._id, doc._source ?? ({} as T));
  }
  return found;
}

export interface Hit<T> {
  readonly _id: string;
  readonly _score: number | null;
  readonly _source: T;
  readonly sort?: readonly unknown[];
}

export interface SearchAnswer<T, A = unknown> {
  readonly hits: { readonly hits: readonly Hit<T>[]; readonly total?: { readonly value: number } };
  readonly aggregations?: A;
}

/** A search of every shard: one that some of them do not answer is an error, since it would miss documents. */
export async function searchDocuments<T, A = unknown>(
  connection: Connection,
  { index, body, signal }: { readonly index: string; readonly body: object; readonly signal?: AbortSignal | undefined },
): Promise<SearchAnswer<T, A>> {
  return connection.call({
    method: "POST",
    path: `/${index}/_search`,
    query: { allow_partial_search_results: false },
    body,
    signal,
  });
}

/** All that a query finds, in parts, in the order of `sort`, whose last field must be unique. */
export async function* searchPages<T>(
  connection: Connection,
  { index, body, atOnce, signal }: { index: string; body: object; atOnce: number; signal?: AbortSignal | undefined },
): AsyncGenerator<readonly Hit<T>[]> {
  let after: readonly unknown[] | undefined;
  for (;;) {
    const page = {
      ...body,
      size: atOnce,
      ...(after === undefined ? {} : { search_after: after }),
      track_total_hits: false,
    };
    const { hits } = (await searchDocuments<T>(connection, { index, body: page, signal })).hits;
    if (hits.length > 0) yield hits;
    if (hits.length < atOnce) return;
    after = hits.at(-1)!.sort;
  }
}
