import type { Database } from "../store/database.js";
import { preciseDot } from "../vectors/quantise.js";
import type { VectorMemory } from "../vectors/vector-memory.js";
import type { ChunkTable } from "../store/chunk-table.js";
import type { Graph } from "./graph.js";
import type { Scope } from "../scope/scope.js";
import { TopK } from "../ranking/top-k.js";

/**
 * Slots that the int8 scan hands to the precise scores beyond the `k` wanted. Measured on 20,000 random and 778 real
 * vectors: with 16 more recall@10 is 1.0 (docs/decisions/vectors-as-two-bytes.md).
 */
export const spare = 32;

/** Below this share of a segment's slots, rows are scored one by one instead of all in a row. */
const selectiveShare = 1 / 8;

export interface VectorHit {
  readonly ordinal: number;
  readonly score: number;
}

/** Where a search looks: stored vectors, their codes in memory and the chunks that they belong to. */
export interface SearchedVectors {
  readonly database: Database;
  readonly memory: VectorMemory;
  readonly table: ChunkTable;
  /** Order of two chunks whose scores are equal. */
  compare(one: number, other: number): number;
}

export interface VectorQuery {
  readonly query: Float32Array;
  readonly k: number;
}

/**
 * The best `k` chunks by cosine, exactly: an int8 scan of every vector, the best of it scored again in full.
 */
export function exactSearch(store: SearchedVectors, { query, k }: VectorQuery): VectorHit[] {
  const { memory, table } = store;
  memory.prepare(query);
  const best = new TopK(k + spare);
  memory.scanAll((first, scores) => {
    for (let row = 0; row < scores.length; row += 1)
      if (scores[row]! > best.least && table.used(first + row)) best.offer(first + row, scores[row]!);
  });
  return expand(store, query, best.ids()).sort(byScore(store)).slice(0, k);
}

/**
 * The best `k` chunks of a scope by cosine, exactly. Which of several equal vectors come first does not depend on where
 * they are stored, and so not on hidden chunks: everything that ties with the last candidate is a candidate too.
 */
export function scopedSearch(store: SearchedVectors, { query, k }: VectorQuery, scope: Scope): VectorHit[] {
  const { memory } = store;
  memory.prepare(query);
  const { slots } = scope;
  const scores = scanSlots(memory, slots);
  const best = new TopK(k + spare);
  for (let at = 0; at < slots.length; at += 1) if (scores[at]! > best.least) best.offer(slots[at]!, scores[at]!);
  const candidates = slots.filter((_, at) => scores[at]! >= best.least);
  return expand(store, query, candidates)
    .filter(({ ordinal }) => scope.mask[ordinal] === 1)
    .sort(byScore(store))
    .slice(0, k);
}

/** Coarse scores of slots that ascend: a segment at a time where many of its slots are wanted. */
function scanSlots(memory: VectorMemory, slots: Int32Array): Float32Array {
  const scores = new Float32Array(slots.length);
  for (let from = 0; from < slots.length;) {
    const segment = Math.floor(slots[from]! / memory.segmentSize);
    const first = memory.firstSlot(segment);
    let to = from + 1;
    while (to < slots.length && slots[to]! < first + memory.segmentSize) to += 1;
    if (to - from < memory.segmentSize * selectiveShare)
      for (let at = from; at < to; at += 1) scores[at] = memory.scanOne(slots[at]!);
    else {
      const all = memory.scanSegment(segment);
      for (let at = from; at < to; at += 1) scores[at] = all[slots[at]! - first]!;
    }
    from = to;
  }
  return scores;
}

/**
 * The best `k` chunks from a graph and from an exact scan of the changes since the graph was made. `null` when there
 * are fewer, since removed vectors crowd the graph's answer: then only an exact search works.
 */
export function graphSearch(store: SearchedVectors, { query, k }: VectorQuery, graph: Graph): VectorHit[] | null {
  const { memory, table } = store;
  const { generation, elements } = graph.facts!;
  const changed = memory.changedSince(generation);
  const scanned = changed.length === 0 ? [] : expand(store, query, scanSegments(store, { query, k }, changed));
  for (let wanted = k; ; wanted = (k + spare) * 4) {
    const hits: VectorHit[] = [];
    for (const { slot, score } of graph.search(query, wanted)) {
      if (changed.length === 0 || memory.generationOf(slot) <= generation)
        table.eachOfSlot(slot, (ordinal) => hits.push({ ordinal, score }));
    }
    if (hits.length >= k || wanted >= elements) {
      const all = [...scanned, ...hits].sort(byScore(store));
      return all.length < k ? null : all.slice(0, k);
    }
    if (wanted > k) return null;
  }
}

function scanSegments(
  { memory, table }: SearchedVectors,
  { query, k }: VectorQuery,
  segments: readonly number[],
): number[] {
  memory.prepare(query);
  const best = new TopK(k + spare);
  for (const segment of segments) {
    const scores = memory.scanSegment(segment);
    const first = memory.firstSlot(segment);
    for (let row = 0; row < scores.length; row += 1)
      if (scores[row]! > best.least && table.used(first + row)) best.offer(first + row, scores[row]!);
  }
  return best.ids();
}

/** Slots to chunks with precise scores, in no order. */
function expand(
  { database, memory, table }: SearchedVectors,
  query: Float32Array,
  slots: Iterable<number>,
): VectorHit[] {
  const hits: VectorHit[] = [];
  for (const slot of slots) {
    const score = preciseScore(database, memory, query, slot);
    table.eachOfSlot(slot, (ordinal) => hits.push({ ordinal, score }));
  }
  return hits;
}

function byScore(store: SearchedVectors): (one: VectorHit, other: VectorHit) => number {
  return (one, other) => other.score - one.score || store.compare(one.ordinal, other.ordinal);
}

export function preciseScore(database: Database, memory: VectorMemory, query: Float32Array, slot: number): number {
  const { residual } = database.get<{ residual: Uint8Array }>("SELECT residual FROM vectors WHERE slot = ?", slot) ?? {
    residual: new Uint8Array(query.length),
  };
  const { codes, scale } = memory.codes(slot);
  return preciseDot(query, codes, new Int8Array(residual.buffer, residual.byteOffset, residual.length), scale);
}

/** A vector as it is stored, precise to 16 bits. */
export function storedVector(database: Database, memory: VectorMemory, slot: number): Float32Array {
  const { codes, scale } = memory.codes(slot);
  const residual =
    database.get<{ residual: Uint8Array }>("SELECT residual FROM vectors WHERE slot = ?", slot)?.residual ??
    new Uint8Array(codes.length);
  const residuals = new Int8Array(residual.buffer, residual.byteOffset, residual.length);
  const vector = new Float32Array(codes.length);
  for (let at = 0; at < vector.length; at += 1) vector[at] = scale * (codes[at]! + residuals[at]! / 254);
  return vector;
}
