import type { JsonObject, Json } from "../options/json.js";
import type { IndexSpec } from "./index-spec.js";
import type { RowTest } from "./match-filter.js";
import { TextPostings } from "./text-postings.js";

/** Reciprocal rank fusion's usual constant (Cormack, Clarke and Büttcher, SIGIR 2009). */
const fusion = 60;

interface StoredRow {
  readonly row: JsonObject;
  readonly vector: Float32Array | null;
}

export interface Scored {
  readonly key: string;
  readonly score: number;
}

export interface VectorQuery {
  readonly vector: Float32Array | null;
  readonly text: string | null;
  readonly type: "ANN" | "HYBRID" | "FULL_TEXT";
  readonly k: number;
  readonly passes: RowTest;
  readonly columns: readonly string[] | null;
}

/** The rows of one index with exact search, for some ten thousand of them. */
export class VectorIndex {
  readonly spec: IndexSpec;
  readonly createdMs: number;
  readyAtMs: number;
  state: "ready" | "not-ready" | "forbidden" = "ready";
  /** Columns that rows have had, in order, the vector's among them. */
  readonly columns: Set<string>;
  readonly #rows = new Map<string, StoredRow>();
  readonly #postings = new TextPostings();
  #keys: string[] | null = null;

  constructor(spec: IndexSpec, nowMs: number, readyAtMs: number) {
    this.spec = spec;
    this.createdMs = nowMs;
    this.readyAtMs = readyAtMs;
    this.columns = new Set(spec.schema === null ? [] : Object.keys(spec.schema));
  }

  isReady(nowMs: number): boolean {
    return this.state !== "not-ready" && nowMs >= this.readyAtMs;
  }

  get size(): number {
    return this.#rows.size;
  }

  row(key: string): JsonObject | null {
    return this.#rows.get(key)?.row ?? null;
  }

  put(key: string, row: JsonObject, vector: Float32Array | null): void {
    this.delete(key);
    this.#rows.set(key, { row, vector });
    this.#postings.add(key, row);
    this.#keys = null;
    if (this.spec.schema === null) for (const column of Object.keys(row)) this.columns.add(column);
  }

  delete(key: string): boolean {
    const stored = this.#rows.get(key);
    if (stored === undefined) return false;
    this.#postings.remove(key, stored.row);
    this.#keys = null;
    return this.#rows.delete(key);
  }

  clear(): void {
    for (const key of this.#rows.keys()) this.delete(key);
  }

  /** The best `k`, best first. */
  search({ vector, text, type, k, passes, columns }: VectorQuery): Scored[] {
    const near = vector === null || type === "FULL_TEXT" ? [] : this.#near(vector, passes);
    if (type === "ANN") return near.slice(0, k);
    const worded = text === null ? [] : this.#worded(text, columns, passes);
    return (type === "FULL_TEXT" ? worded : fused([near, worded])).slice(0, k);
  }

  /** Rows after a primary key, by primary key. */
  scan(after: string | null, count: number): JsonObject[] {
    this.#keys ??= [...this.#rows.keys()].sort();
    const from = after === null ? 0 : firstAfter(this.#keys, after);
    return this.#keys.slice(from, from + count).map((key) => this.#rows.get(key)!.row);
  }

  #near(query: Float32Array, passes: RowTest): Scored[] {
    const found: Scored[] = [];
    for (const [key, { row, vector }] of this.#rows) {
      if (vector === null || !passes(row)) continue;
      let distance = 0;
      for (let d = 0; d < vector.length; d += 1) distance += (vector[d]! - query[d]!) ** 2;
      found.push({ key, score: 1 / (1 + distance) });
    }
    return found.sort(byScore);
  }

  #worded(text: string, columns: readonly string[] | null, passes: RowTest): Scored[] {
    return Array.from(this.#postings.scores(text, columns), ([key, score]) => ({ key, score }))
      .filter(({ key }) => passes(this.#rows.get(key)!.row))
      .sort(byScore);
  }
}

/** A primary key as text; `null` for a value that is none. */
export function keyOf(value: Json | undefined): string | null {
  return typeof value === "string" ? value : typeof value === "number" ? String(value) : null;
}

/** The vector of a row; `null` where it has none. */
export function vectorOf(value: Json | undefined): Float32Array | null {
  if (!Array.isArray(value) || value.some((one) => typeof one !== "number" || !Number.isFinite(one))) return null;
  return Float32Array.from(value as number[]);
}

function fused(lists: readonly (readonly Scored[])[]): Scored[] {
  const scores = new Map<string, number>();
  for (const list of lists)
    for (const [at, { key }] of list.entries())
      scores.set(key, (scores.get(key) ?? 0) + (fusion + 1) / (fusion + 1 + at) / lists.length);
  return Array.from(scores, ([key, score]) => ({ key, score })).sort(byScore);
}

function byScore(one: Scored, other: Scored): number {
  return other.score - one.score || (one.key < other.key ? -1 : 1);
}

function firstAfter(keys: readonly string[], after: string): number {
  let [low, high] = [0, keys.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (keys[middle]! <= after) low = middle + 1;
    else high = middle;
  }
  return low;
}
