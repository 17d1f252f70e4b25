import type { Database } from "../store/database.js";
import { Meta } from "../store/meta.js";
import type { VectorMemory } from "../vectors/vector-memory.js";
import { createGraph, type HnswGraph } from "./binding.js";
import { chooseEf } from "./choose-ef.js";
import { pointOf } from "./point-of.js";

/** Malkov and Yashunin (2018), section 4: 12 to 48 is sensible; 16 reaches recall .99 on the vectors measured. */
const m = 16;

/** Their section 4.2: 100 to 200 gives good graphs. */
const efConstruction = 200;

export interface BuiltGraph {
  readonly graph: HnswGraph;
  readonly elements: number;
  readonly deleted: number;
  readonly ef: number;
  /** Measured with that `ef`. */
  readonly recall: number;
}

/** Points that may be deleted in a graph before it is built anew: searches walk through them and their room is lost. */
const maxDeletedShare = 0.3;

/** Vectors that are added last, to measure recall with vectors that the graph has not seen. */
const heldBack = 100;

/**
 * A graph of every vector that is stored. Call inside a transaction; takes minutes from some hundred thousand vectors
 * on.
 */
export function buildGraph(database: Database, memory: VectorMemory, dimensions: number): BuiltGraph | null {
  const graph = createGraph(dimensions);
  if (graph === null) return null;
  const slots = storedSlots(database);
  graph.initIndex(Math.max(16, Math.ceil(slots.length * 1.2)), m, efConstruction, 100, false);
  const [early, late] = holdBack(slots);
  for (const slot of early) graph.addPoint(pointOf(database, memory, slot), slot, false);
  const measured = chooseEf({ database, memory, graph, slots: early, fresh: late });
  for (const slot of late) graph.addPoint(pointOf(database, memory, slot), slot, false);
  return { graph, elements: slots.length, deleted: 0, ...measured };
}

/**
 * Updates a graph to the stored vectors; `null` when it has lost too many and must be rebuilt. Call inside a
 * transaction.
 */
export function updateGraph(
  database: Database,
  memory: VectorMemory,
  graph: HnswGraph,
  changed: (slot: number) => boolean,
): BuiltGraph | null {
  const slots = storedSlots(database);
  const stored = new Set(slots);
  const known = new Set(graph.getIdsList());
  let deleted = 0;
  for (const slot of known) if (!stored.has(slot)) deleted += 1;
  if (deleted > maxDeletedShare * known.size) return null;
  if (stored.size + deleted > graph.getMaxElements()) graph.resizeIndex(Math.ceil((stored.size + deleted) * 1.2));
  for (const slot of known) if (!stored.has(slot)) tryDelete(graph, slot);
  const stale = slots.filter(
    (slot) => !known.has(slot) || (changed(slot) && !containsVector(graph, slot, pointOf(database, memory, slot))),
  );
  const [early, late] = holdBack(stale);
  for (const slot of early) graph.addPoint(pointOf(database, memory, slot), slot, false);
  // A slot that now belongs to another vector must not be found as its previous one.
  for (const slot of late) if (known.has(slot)) tryDelete(graph, slot);
  const unseen = new Set(late);
  const measured = chooseEf({ database, memory, graph, slots: slots.filter((slot) => !unseen.has(slot)), fresh: late });
  for (const slot of late) graph.addPoint(pointOf(database, memory, slot), slot, false);
  return { graph, elements: stored.size, deleted, ...measured };
}

/** Splits a list into the vectors added first and a sample from all over it, unless it is too short for a sample. */
function holdBack(slots: readonly number[]): readonly [early: readonly number[], late: readonly number[]] {
  const step = Math.floor(slots.length / heldBack);
  if (step < 2) return [slots, []];
  const late = Array.from({ length: heldBack }, (_, index) => slots[index * step]!);
  const taken = new Set(late);
  return [slots.filter((slot) => !taken.has(slot)), late];
}

function storedSlots(database: Database): number[] {
  return database.all<{ slot: number }>("SELECT slot FROM vectors ORDER BY slot").map((row) => row.slot);
}

function tryDelete(graph: HnswGraph, slot: number): void {
  try {
    graph.markDelete(slot);
  } catch {
    // It was deleted before: hnswlib rejects the second time.
  }
}

function containsVector(graph: HnswGraph, slot: number, vector: readonly number[]): boolean {
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
