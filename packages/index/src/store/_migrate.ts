import { IndexError } from "@ragstone/core";
import type { Database } from "./_database.js";
import type { IndexFiles } from "./_files.js";
import { schemaVersion } from "./_schema.js";

/** One step for each format that came before: `steps[n]` makes format `n + 1` of format `n`. */
const steps: Readonly<Record<number, string>> = {
  1: "ALTER TABLE bodies ADD COLUMN hash TEXT; ALTER TABLE codes ADD COLUMN hash TEXT; INSERT INTO meta (key, value) VALUES ('identity', lower(hex(randomblob(8))))",
};

/** Brings an older index forward in one transaction; a crash leaves the older one. */
export function migrate(database: Database, files: IndexFiles, from: number, mode: "read" | "write"): void {
  if (mode === "read") {
    throw new IndexError(
      "index-read-only",
      `The index ${files.dir} has format ${from} and must be brought to ${schemaVersion} before it can be read.`,
      {
        hint: "Index the folder once: that updates the file in place, with nothing to embed again.",
        data: { index: files.dir, version: from },
      },
    );
  }
  database.write(() => {
    for (let version = from; version < schemaVersion; version += 1) {
      const step = steps[version];
      if (step === undefined) {
        throw new IndexError(
          "index-foreign",
          `The index ${files.dir} has format ${version}, which was never released.`,
          {
            hint: "Delete the folder and index again.",
            data: { index: files.dir, version },
          },
        );
      }
      database.exec(step);
    }
    database.exec(`PRAGMA user_version = ${schemaVersion}`);
  });
}
