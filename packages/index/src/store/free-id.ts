import { chunkId, type ChunkIdentity } from "@ragstone/core";
import type { Database } from "./database.js";
import { sha256 } from "./sha256.js";

/** A chunk id that no other chunk has. */
export function freeId(database: Database, chunk: ChunkIdentity, own = -1): string {
  for (let attempt = 0; ; attempt += 1) {
    const id = chunkId({ ...chunk, attempt }, sha256);
    const taken = database.get<{ ordinal: number }>("SELECT ordinal FROM chunks WHERE id = ?", id);
    if (taken === undefined || taken.ordinal === own) return id;
  }
}
