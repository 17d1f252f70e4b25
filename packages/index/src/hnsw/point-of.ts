import { storedVector } from "./vector-search.js";
import type { Database } from "../store/database.js";
import type { VectorMemory } from "../vectors/vector-memory.js";
import { plainArray } from "./plain-array.js";

/** A stored vector as `hnswlib-node` takes it. */
export function pointOf(database: Database, memory: VectorMemory, slot: number): number[] {
  return plainArray(storedVector(database, memory, slot));
}
