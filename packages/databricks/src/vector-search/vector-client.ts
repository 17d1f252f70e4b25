import { RemoteError, retryDelayMs, type OnEvent } from "@ragstone/core";
import { createLimiter, type Limiter } from "../limits/limiter.js";
import { systemClock } from "../limits/clock.js";
import { asRecord } from "../requests/as-record.js";
import { sleep } from "../requests/sleep.js";
import { readJson } from "../transport/read-json.js";
import type { Workspace } from "../workspace/workspace.js";
import { numbersOf, rowOfStruct, rowsOf, type Row } from "./cells.js";
import { indexFacts, type IndexFacts } from "./index-facts.js";
import { vectorError } from "./vector-error.js";

/** A query of an index, for rows that all pass the filter. */
export interface VectorQuery {
  readonly columns: readonly string[];
  readonly type: "ANN" | "HYBRID" | "FULL_TEXT";
  readonly vector?: Float32Array | null;
  readonly text?: string | null;
  /** Columns whose words are searched. @defaultValue all of text */
  readonly textColumns?: readonly string[];
  readonly k: number;
  readonly filter?: Readonly<Record<string, unknown>>;
}

interface CallOptions {
  readonly signal?: AbortSignal | undefined;
}

/** Rows of an answer in all, by vectors and where words count (SDK reference). */
export const maxRows = 10_000;
export const maxWordedRows = 200;
/** Values of one filter (limits page). */
export const maxFilterValues = 1024;
/** Rows of one page of a scan. A judgement: the reference names no limit. */
const scanRows = 1000;
/** Rows and bytes of one upsert: below the 4 MB of other requests. The reference names no limit. */
const upsertRows = 500;
const upsertBytes = 2_000_000;
/** Keys of one deletion, which are part of its URL. */
const deletedKeys = 100;
const answerBytes = 256 * 1_048_576;
/** Rows that the service did not take are sent again, a few of them each time. */
const partialRetry = { maxAttempts: 8, initialDelayMs: 100, maxDelayMs: 5000 };

const base = "/api/2.0/vector-search";
const free = { inputTokens: 0, outputTokens: 0 };

/** One index of Vector Search. Requests share the workspace's sign-in and retries, and one pace. */
export class VectorClient {
  readonly name: string;
  readonly #workspace: Workspace;
  readonly #limiter: Limiter;
  readonly #onEvent: OnEvent | undefined;

  constructor(name: string, workspace: Workspace, onEvent?: OnEvent) {
    this.name = name;
    this.#workspace = workspace;
    this.#limiter = createLimiter({ limits: {}, clock: systemClock });
    this.#onEvent = onEvent;
  }

  /** `null` if there is no such index. */
  async describe(options: CallOptions = {}): Promise<IndexFacts | null> {
    try {
      return indexFacts(await this.#send("GET", `/indexes/${encodeURIComponent(this.name)}`, undefined, options));
    } catch (error) {
      if (error instanceof RemoteError && error.code === "endpoint-missing") return null;
      throw error;
    }
  }

  /** Endpoints of Vector Search by name. */
  async endpoints(options: CallOptions = {}): Promise<{ readonly name: string; readonly type: string }[]> {
    const { endpoints } = await this.#send("GET", "/endpoints", undefined, options);
    return (Array.isArray(endpoints) ? (endpoints as unknown[]) : []).map((endpoint) => {
      const { name, endpoint_type: type } = asRecord(endpoint);
      return { name: String(name), type: String(type) };
    });
  }

  async create(
    { endpoint, dimension, schema }: { endpoint: string; dimension: number; schema: Readonly<Record<string, string>> },
    options: CallOptions = {},
  ): Promise<void> {
    await this.#send(
      "POST",
      "/indexes",
      {
        name: this.name,
        endpoint_name: endpoint,
        primary_key: "id",
        index_type: "DIRECT_ACCESS",
        direct_access_index_spec: {
          embedding_vector_columns: [{ name: "embedding", embedding_dimension: dimension }],
          schema_json: JSON.stringify(schema),
        },
      },
      options,
    );
  }

  async drop(options: CallOptions = {}): Promise<void> {
    await this.#send("DELETE", `/indexes/${encodeURIComponent(this.name)}`, undefined, options);
  }

  /** The rows of a query, best first, with the service's `score`. */
  async query(
    { columns, type, vector, text, textColumns, k, filter }: VectorQuery,
    options: CallOptions = {},
  ): Promise<Row[]> {
    const first = await this.#ofIndex(
      "query",
      {
        columns,
        query_type: type,
        ...(vector && { query_vector: numbersOf(vector) }),
        ...(typeof text === "string" && { query_text: text }),
        ...(textColumns && { query_columns: textColumns }),
        num_results: Math.min(k, type === "ANN" ? maxRows : maxWordedRows),
        ...(filter && Object.keys(filter).length > 0 && { filters_json: JSON.stringify(filter) }),
      },
      options,
    );
    const rows = rowsOf(first);
    const { manifest } = first;
    const seen = new Set<string>();
    for (let { next_page_token: token } = first; typeof token === "string" && token !== "" && !seen.has(token);) {
      seen.add(token);
      const page = await this.#ofIndex("query-next-page", { page_token: token }, options);
      rows.push(...rowsOf({ manifest, ...page }));
      token = page["next_page_token"];
    }
    return rows;
  }

  /** Every row with all its columns, by primary key. */
  async *scan(primaryKey: string, options: CallOptions & { readonly rows?: number } = {}): AsyncGenerator<Row> {
    const count = Math.min(options.rows ?? Infinity, scanRows);
    let after: string | null = null;
    for (let left = options.rows ?? Infinity; left > 0;) {
      const answer: Row = await this.#ofIndex(
        "scan",
        { num_results: count, ...(after !== null && { last_primary_key: after }) },
        options,
      );
      const rows = (Array.isArray(answer["data"]) ? (answer["data"] as unknown[]) : []).map(rowOfStruct);
      yield* rows;
      const last = answer["last_primary_key"] ?? rows.at(-1)?.[primaryKey];
      // A service that repeats itself must end.
      if (rows.length < count || (typeof last !== "string" && typeof last !== "number") || String(last) === after)
        return;
      after = String(last);
      left -= rows.length;
    }
  }

  /**
   * Puts rows in place of those with their `id`. Resolves when the service has taken every one; rows that it did not
   * take are sent again.
   *
   * @throws {@link RemoteError} `request-rejected` naming rows that it does not take
   */
  async upsert(rows: readonly Row[], options: CallOptions = {}): Promise<void> {
    for (const batch of batchesOf(rows)) {
      const texts = new Map(batch);
      await this.#untilTaken([...texts.keys()], "stored", options, (keys) =>
        this.#ofIndex("upsert-data", { inputs_json: `[${keys.map((key) => texts.get(key)!).join(",")}]` }, options),
      );
    }
  }

  /** Deletes rows by their `id`; those that are not there are no failure. */
  async remove(keys: readonly string[], options: CallOptions = {}): Promise<void> {
    for (let from = 0; from < keys.length; from += deletedKeys)
      await this.#untilTaken(keys.slice(from, from + deletedKeys), "deleted", options, (part) => {
        const query = new URLSearchParams(part.map((key): [string, string] => ["primary_keys", key]));
        return this.#send("DELETE", `/indexes/${encodeURIComponent(this.name)}/delete-data?${query.toString()}`, undefined, options); // prettier-ignore
      });
  }

  async #untilTaken(
    keys: readonly string[],
    verb: string,
    { signal }: CallOptions,
    send: (keys: readonly string[]) => Promise<Row>,
  ): Promise<void> {
    let open = keys;
    for (let attempt = 1; ; attempt += 1) {
      const failed = failedKeys(await send(open), open);
      if (failed.length === 0) return;
      // Progress begins a new count: only rows that never go through are given up.
      if (failed.length < open.length) attempt = 1;
      const delayMs = retryDelayMs(partialRetry, { attempt, spentMs: 0, random: Math.random() });
      const reason = `${failed.length} of ${open.length} rows were not ${verb} in ${this.name}.`;
      if (delayMs === null)
        throw new RemoteError("request-rejected", reason, {
          hint: "Index again later; if the same rows fail, they do not fit the index: see its page in Catalog Explorer.",
          data: { index: this.name, keys: failed.slice(0, 20) },
        });
      this.#onEvent?.({ type: "request-retried", attempt, delayMs: Math.round(delayMs), reason });
      await sleep(delayMs, signal);
      open = failed;
    }
  }

  #ofIndex(action: string, body: object, options: CallOptions): Promise<Row> {
    return this.#send("POST", `/indexes/${encodeURIComponent(this.name)}/${action}`, body, options);
  }

  async #send(
    method: "GET" | "POST" | "DELETE",
    path: string,
    body: object | undefined,
    { signal }: CallOptions,
  ): Promise<Row> {
    try {
      return await this.#workspace.send({
        method,
        path: base + path,
        ...(body !== undefined && { body: JSON.stringify(body) }),
        resolved: null,
        cost: free,
        caller: this,
        limiter: this.#limiter,
        signal,
        onEvent: this.#onEvent,
        read: (answer) => readJson(answer, answerBytes),
      });
    } catch (error) {
      throw vectorError(error, this.name);
    }
  }
}

/** Rows as JSON by `id`, in batches that one request may have. */
function* batchesOf(rows: readonly Row[]): Generator<[key: string, json: string][]> {
  let batch: [string, string][] = [];
  let bytes = 0;
  for (const row of rows) {
    const json = JSON.stringify(row);
    const size = Buffer.byteLength(json);
    if (batch.length > 0 && (batch.length >= upsertRows || bytes + size > upsertBytes)) {
      yield batch;
      [batch, bytes] = [[], 0];
    }
    batch.push([String(row["id"]), json]);
    bytes += size;
  }
  if (batch.length > 0) yield batch;
}

/** The keys that an answer to an upsert or a deletion names as failed; all of them for one that names none. */
function failedKeys(answer: Row, keys: readonly string[]): readonly string[] {
  const { status } = answer;
  const { failed_primary_keys: failed } = asRecord(answer["result"]);
  if (Array.isArray(failed) && failed.length > 0) {
    const named = new Set(failed.map(String));
    const ours = keys.filter((key) => named.has(key));
    if (ours.length > 0) return ours;
  }
  return status === undefined || status === "SUCCESS" ? [] : keys;
}
