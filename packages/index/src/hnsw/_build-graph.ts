import type { Database } from "../store/_database.js";
import { Meta } from "../store/_meta.js";
import { TopK } from "../search/_top-k.js";
import { spare } from "../search/_vector-search.js";
import type { VectorMemory } from "../vectors/_vector-memory.js";
import { createGraph, type HnswGraph } from "./_binding.js";

/** Malkov and Yashunin (2018), section 4: 12 to 48 is sensible; 16 reaches recall .99 on the vectors measured. */
const m = 16;

/** Their section 4.2: 100 to 200 gives good graphs. */
const efConstruction = 200;

/** Recall at 10 that a graph must reach. */
export const recallWanted = 0.99;

/** Query list sizes that are tried in order. */
const efs = [16, 24, 32, 48, 64, 96, 128, 192, 256, 384, 512, 768, 1024] as const;

/** Queries that recall is measured with: with 100 of 10 neighbours each the error is about 0.3 of a hundredth at .99. */
const samples = 100;

export interface BuiltGraph {
  readonly graph: HnswGraph;
  readonly elements: number;
  readonly deleted: number;
}

/** Points that may be deleted in a graph before it is built anew: searches walk through them and their room is lost. */
const maxDeletedShare = 0.3;

/** A graph of every vector that is stored. Call inside a transaction; takes minutes from some hundred thousand vectors on. */
export function buildGraph(database: Database, memory: VectorMemory, dimensions: number): BuiltGraph | null {
  const graph = createGraph(dimensions);
  if (graph === null) return null;
  const slots = storedSlots(database);
  graph.initIndex(Math.max(16, Math.ceil(slots.length * 1.2)), m, efConstruction, 100, false);
  for (const slot of slots) graph.addPoint(memory.vector(slot), slot, false);
  return { graph, elements: slots.length, deleted: 0 };
}

/** Brings a graph to what is stored; `null` when it has lost too much and must be built anew. Call inside a transaction. */
export function updateGraph(database: Database, memory: VectorMemory, standing: BuiltGraph, changed: (slot: number) => boolean): BuiltGraph | null {
  const { graph } = standing;
  const stored = new Set(storedSlots(database));
  const known = new Set(graph.getIdsList());
  let deleted = 0;
  for (const slot of known) if (!stored.has(slot)) deleted += 1;
  if (deleted > maxDeletedShare * known.size) return null;
  if (stored.size + deleted > graph.getMaxElements()) graph.resizeIndex(Math.ceil((stored.size + deleted) * 1.2));
  for (const slot of known) if (!stored.has(slot)) tryDelete(graph, slot);
  for (const slot of stored) {
    if (known.has(slot) && !changed(slot)) continue;
    const vector = memory.vector(slot);
    if (!known.has(slot) || !holds(graph, slot, vector)) graph.addPoint(vector, slot, false);
  }
  return { graph, elements: stored.size, deleted };
}

/** The smallest query list that reaches the recall wanted, with the recall measured; the best there is when none does. */
export function chooseEf(memory: VectorMemory, graph: HnswGraph, slots: readonly number[]): { readonly ef: number; readonly recall: number } {
  const k = Math.min(10, slots.length);
  const alive = new Set(slots);
  const queries = Array.from({ length: Math.min(samples, slots.length) }, (_, index) => sampleQuery(memory, slots, index));
  const truths = queries.map((query) => {
    memory.prepare(Float32Array.from(query));
    const best = new TopK(k + spare);
    memory.scanAll((first, scores) => {
      for (let row = 0; row < scores.length; row += 1) if (scores[row]! > best.least && alive.has(first + row)) best.offer(first + row, scores[row]!);
    });
    return new Set(best.ids().map((slot) => ({ slot, score: dot(query, memory.vector(slot)) })).sort((one, other) => other.score - one.score).slice(0, k).map(({ slot }) => slot));
  });
  let chosen = { ef: efs[0] as number, recall: 0 };
  for (const ef of efs) {
    graph.setEf(ef);
    let found = 0;
    for (const [index, query] of queries.entries()) for (const slot of graph.searchKnn(query, k).neighbors) if (truths[index]!.has(slot)) found += 1;
    chosen = { ef, recall: found / (k * Math.max(1, queries.length)) };
    if (chosen.recall >= recallWanted) break;
  }
  return chosen;
}

export function storedSlots(database: Database): number[] {
  return database.all<{ slot: number }>("SELECT slot FROM vectors ORDER BY slot").map((row) => row.slot);
}

/** A stored vector moved a third of the way to another one: near the data, as questions are, and no stored point itself. */
function sampleQuery(memory: VectorMemory, slots: readonly number[], index: number): number[] {
  const pick = (salt: number) => memory.vector(slots[Math.floor((((index + 1) * 2654435761 + salt * 40503) % 4294967296) / 4294967296 * slots.length)]!);
  const one = pick(0);
  const other = pick(index + 1);
  const mixed = one.map((value, at) => value * (2 / 3) + other[at]! / 3);
  const norm = Math.hypot(...mixed);
  return norm === 0 ? one : mixed.map((value) => value / norm);
}

function dot(one: readonly number[], other: readonly number[]): number {
  return one.reduce((sum, value, at) => sum + value * other[at]!, 0);
}

function tryDelete(graph: HnswGraph, slot: number): void {
  try {
    graph.markDelete(slot);
  } catch {
    // It was deleted before: hnswlib rejects the second time.
  }
}

function holds(graph: HnswGraph, slot: number, vector: readonly number[]): boolean {
  try {
    return graph.getPoint(slot).every((value, at) => Math.abs(value - vector[at]!) < 1e-4);
  } catch {
    // Deleted: adding it brings it back.
    return false;
  }
}

export function metaOf(database: Database): { readonly generation: number; readonly segmentSize: number } {
  const meta = new Meta(database);
  return { generation: meta.get("generation"), segmentSize: meta.get("segment_size") };
}
