import type { Steps } from "@ragstone/core";
import type { Database } from "./database.js";
import type { IndexFiles } from "./files.js";
import type { Meta } from "./meta.js";

const tables = [
  "documents",
  "bodies",
  "chunks",
  "removed",
  "vectors",
  "free_slots",
  "codes",
  "pending",
  "terms",
  "postings",
] as const;

/** Row ids that one statement copies: some of the rows have 64 kB. */
const copiedAtOnce = 256;

/**
 * Replaces the contents of a database with those of another, in one transaction. Readers drop their caches.
 *
 * @throws the signal's reason when aborted; nothing is changed then
 */
export function adopt(database: Database, meta: Meta, other: IndexFiles, signal?: AbortSignal): Promise<void> {
  return database.attach(other.database, "source", () => database.writeSteps(copySteps(database, meta), signal));
}

function* copySteps(database: Database, meta: Meta): Steps<void> {
  const generation =
    Math.max(
      meta.get("generation"),
      database.get<{ value: number }>("SELECT value FROM source.meta WHERE key = 'generation'")!.value,
    ) + 1;
  const epoch = meta.get("epoch") + 1;
  const merges = meta.get("merges") + 1;
  for (const table of tables) yield* copyTable(database, table);
  for (const key of ["fingerprint", "next_ordinal", "next_document", "next_slot", "segment_size"])
    database.run("UPDATE main.meta SET value = (SELECT value FROM source.meta WHERE key = ?) WHERE key = ?", key, key);
  // Every row of vectors counts as changed, for graphs that were made of the old ones.
  database.run("UPDATE main.codes SET generation = ?", generation);
  meta.set("generation", generation);
  meta.set("epoch", epoch);
  meta.set("merges", merges);
  meta.set("updated", Date.now());
}

function* copyTable(database: Database, table: (typeof tables)[number]): Steps<void> {
  database.run(`DELETE FROM main.${table}`);
  const { first, last } = database.get<{ first: number | null; last: number | null }>(
    `SELECT min(rowid) first, max(rowid) last FROM source.${table}`,
  )!;
  if (first === null || last === null) return;
  for (let from = first; from <= last; from += copiedAtOnce) {
    yield;
    database.run(
      `INSERT INTO main.${table} SELECT * FROM source.${table} WHERE rowid >= ? AND rowid < ?`,
      from,
      from + copiedAtOnce,
    );
  }
}
