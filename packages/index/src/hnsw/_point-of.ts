import { storedVector } from "./_vector-search.js";
import type { Database } from "../store/_database.js";
import type { VectorMemory } from "../vectors/_vector-memory.js";
import { plainArray } from "./_plain-array.js";

/** A stored vector as `hnswlib-node` takes it. */
export function pointOf(database: Database, memory: VectorMemory, slot: number): number[] {
  return plainArray(storedVector(database, memory, slot));
}
