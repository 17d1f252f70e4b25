import type { DocumentKey } from "@ragstone/core";
import { chunkId } from "./chunk-id.js";
import type { Database } from "./_database.js";

interface PlacedText extends DocumentKey {
  readonly start: number;
  readonly text: string;
}

/** A chunk id that no other chunk has. */
export function freeId(database: Database, placed: PlacedText, own = -1): string {
  for (let attempt = 0; ; attempt += 1) {
    const id = chunkId(placed, placed.start, placed.text, attempt);
    const taken = database.get<{ ordinal: number }>("SELECT ordinal FROM chunks WHERE id = ?", id);
    if (taken === undefined || taken.ordinal === own) return id;
  }
}
