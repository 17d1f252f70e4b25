import { mergePending } from "../text/merge.js";
import { dropVectors } from "../vectors/vector-store.js";
import { compact } from "./compact.js";
import type { Database } from "../store/database.js";
import type { Meta } from "../store/meta.js";
import { usedSlots } from "./write-document.js";

/** Ordinals beyond twice the chunks that edits may use up before the index is compacted: 200 kB of memory. */
const spareOrdinals = 10_000;

export interface Tidying {
  /** Chunks that may stay waiting to be merged into the postings. */
  readonly leaveAtMost: number;
  /** Set when a run ends: slots whose vectors may be in no chunk any more, or `null` when it may be any. */
  readonly ending?: { readonly freedSlots: readonly number[] | null };
}

/**
 * Merges pending data; when a run ends also drops vectors that no chunk uses, closes the gaps that many edits leave,
 * and moves the log into the file. Each is one transaction, so that a crash leaves the state before or after it.
 */
export function tidy(database: Database, meta: Meta, { leaveAtMost, ending }: Tidying): void {
  if (waitingChunks(database) > leaveAtMost) database.write(() => mergePending(database, meta));
  if (ending === undefined) return;
  collect(database, meta, ending.freedSlots);
  if (compactionDue(database, meta)) {
    database.write(() => {
      mergePending(database, meta);
      compact(database, meta);
      database.exec("PRAGMA incremental_vacuum");
    });
  }
  database.settle();
}

/** Chunks that came or went since the postings were merged. */
export function waitingChunks(database: Database): number {
  return database.get<{ chunks: number }>("SELECT coalesce(sum(count), 0) chunks FROM pending")!.chunks;
}

export function compactionDue(database: Database, meta: Meta): boolean {
  const { chunks } = database.get<{ chunks: number }>("SELECT coalesce(sum(count), 0) chunks FROM documents")!;
  return meta.get("next_ordinal") > chunks * 2 + spareOrdinals;
}

function collect(database: Database, meta: Meta, freedSlots: readonly number[] | null): void {
  if (meta.get("collected") === meta.get("generation")) return;
  const unused =
    freedSlots?.length === 0
      ? []
      : database.read(() => {
          const used = usedSlots(database);
          const candidates =
            freedSlots ?? database.all<{ slot: number }>("SELECT slot FROM vectors").map((row) => row.slot);
          return [...new Set(candidates)].filter((slot) => slot >= 0 && !used.has(slot));
        });
  database.write(() => {
    dropVectors(database, unused);
    meta.set("collected", meta.get("generation"));
  });
  if (unused.length > 0) database.exec("PRAGMA incremental_vacuum");
}
