import type { Database } from "./_database.js";
import type { IndexFiles } from "./_files.js";
import type { Meta } from "./_meta.js";

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

/**
 * Replaces everything in a database by what another holds, in one transaction. Readers drop what they have in memory.
 */
export function adopt(database: Database, meta: Meta, other: IndexFiles): void {
  database.attach(other.database, "beside", () => {
    database.write(() => {
      const generation =
        Math.max(
          meta.get("generation"),
          database.get<{ value: number }>("SELECT value FROM beside.meta WHERE key = 'generation'")!.value,
        ) + 1;
      const epoch = meta.get("epoch") + 1;
      const merges = meta.get("merges") + 1;
      for (const table of tables) {
        database.run(`DELETE FROM main.${table}`);
        database.run(`INSERT INTO main.${table} SELECT * FROM beside.${table}`);
      }
      for (const key of ["fingerprint", "next_ordinal", "next_document", "next_slot", "segment_size"])
        database.run(
          "UPDATE main.meta SET value = (SELECT value FROM beside.meta WHERE key = ?) WHERE key = ?",
          key,
          key,
        );
      // Every row of vectors counts as changed, for graphs that were made of the old ones.
      database.run("UPDATE main.codes SET generation = ?", generation);
      meta.set("generation", generation);
      meta.set("epoch", epoch);
      meta.set("merges", merges);
      meta.set("updated", Date.now());
    });
  });
}
