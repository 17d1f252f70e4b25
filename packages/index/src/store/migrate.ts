import { finishSteps, IndexError } from "@ragstone/core";
import type { Database } from "./database.js";
import type { IndexFiles } from "./files.js";
import { unpackText, type PackedText } from "./pack-text.js";
import { documentsTable, schemaVersion } from "./schema.js";
import { nameChunks } from "./name-chunks.js";

/** One step for each format that came before: `steps[n]` makes format `n + 1` of format `n`. */
const steps: Readonly<Record<number, (database: Database) => void>> = {
  1: (database) =>
    database.exec(
      "ALTER TABLE bodies ADD COLUMN hash TEXT; ALTER TABLE codes ADD COLUMN hash TEXT; INSERT INTO meta (key, " +
        "value) VALUES ('identity', lower(hex(randomblob(8))))",
    ),
  2: keyByOrigin,
};

/** The origin becomes part of a document's key, and each document notes the version of its loader, 0 so far. */
function keyByOrigin(database: Database): void {
  database.exec(
    `ALTER TABLE documents RENAME TO old_documents; DROP INDEX documents_generation; DROP INDEX documents_first; ${documentsTable}`,
  );
  database.exec("INSERT INTO documents SELECT *, 0 FROM old_documents; DROP TABLE old_documents");
  for (const { path, first, count } of database.all<{ path: PackedText; first: number; count: number }>(
    "SELECT path, first, count FROM documents WHERE origin = 'put' ORDER BY first, count",
  ))
    finishSteps(nameChunks(database, { origin: "put", path: unpackText(path) }, { first, count }));
}

/** Views that show format `n` to a reader as format `n + 1`. */
const views: Readonly<Record<number, string>> = {
  1: "CREATE TEMP VIEW bodies AS SELECT *, NULL AS hash FROM main.bodies; CREATE TEMP VIEW codes AS SELECT *, NULL AS hash FROM main.codes",
  2: "CREATE TEMP VIEW documents AS SELECT *, 0 AS loader_version FROM main.documents",
};

/**
 * Upgrades an older index in one transaction; a crash leaves the older one. A reader sees it through views, which still
 * match if another process upgrades it in the meantime.
 */
export function migrate(database: Database, files: IndexFiles, from: number, mode: "read" | "write"): void {
  if (mode === "read") {
    database.exec("PRAGMA temp_store = MEMORY");
    for (let version = from; version < schemaVersion; version += 1) {
      const view = views[version];
      if (view === undefined) throw unreleased(files, version);
      database.exec(view);
    }
    return;
  }
  database.write(() => {
    for (let version = from; version < schemaVersion; version += 1) {
      const step = steps[version];
      if (step === undefined) throw unreleased(files, version);
      step(database);
    }
    database.exec(`PRAGMA user_version = ${schemaVersion}`);
  });
}

function unreleased(files: IndexFiles, version: number): IndexError {
  return new IndexError("index-foreign", `The index ${files.dir} has format ${version}, which was never released.`, {
    hint: "Delete the folder and index again.",
    data: { index: files.dir, version },
  });
}
