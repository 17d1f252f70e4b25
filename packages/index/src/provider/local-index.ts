import { existsSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join, resolve } from "node:path";
import {
  isRagstoneError,
  type IndexMaintenance,
  type IndexProvider,
  type IndexWriter,
  type WriteIndexOptions,
} from "@ragstone/core";
import { readIndexSettings, settingsFile, writeIndexSettings } from "./index-settings.js";

export interface LocalIndexOptions {
  /** The directory of the index itself, such as `docs/.ragstone`. */
  readonly dir: string;
  /** Bytes of vectors from which a graph is built. @defaultValue 64,000,000 */
  readonly graphFromBytes?: number;
}

/**
 * SQLite in a directory as an {@link IndexProvider}: one writer at a time, any number of readers, durable when a call
 * resolves. Loads the engine with the first call that opens the index.
 *
 * @example
 * ```ts
 * const provider = localIndex({ dir: "docs/.ragstone" });
 * if (await provider.exists()) {
 *   const reader = await provider.read();
 *   console.log((await reader.status()).documents);
 *   await reader.close();
 * }
 * ```
 */
export function localIndex({ dir: given, ...engine }: LocalIndexOptions): IndexProvider {
  const dir = resolve(given);
  return {
    describe: () => ({ engine: "sqlite", name: dir, dir }),
    exists: async () => [settingsFile, "index.sqlite"].some((name) => existsSync(join(dir, name))),
    async read(options) {
      const { openIndex } = await import("../local/open-index.js");
      return openIndex({ ...engine, ...options, dir, mode: "read" });
    },
    write: (options) => openOrReplaceEmpty({ ...engine, ...options, dir }),
    readSettings: () => readIndexSettings(dir),
    writeSettings: (settings) => writeIndexSettings(dir, settings),
    maintenance: maintenanceOf(dir),
  };
}

function maintenanceOf(dir: string): IndexMaintenance {
  return {
    check: async (options) => (await import("../doctor/check-index.js")).checkIndex(dir, options),
    hasOlderFormat: async () => (await import("../store/has-older-format.js")).hasOlderFormat(dir),
    repair: async (options) => (await import("../doctor/repair-index.js")).repairIndex(dir, options),
    async migrate(options) {
      const { beginMigration } = await import("../migration/begin-migration.js");
      return beginMigration({ ...options, dir });
    },
  };
}

/** A first run that failed leaves an index without documents: another model may replace it, with nothing lost. */
async function openOrReplaceEmpty(options: WriteIndexOptions & LocalIndexOptions): Promise<IndexWriter> {
  const { openIndex } = await import("../local/open-index.js");
  try {
    return await openIndex({ ...options, mode: "write" });
  } catch (error) {
    if (!isRagstoneError(error) || error.code !== "model-mismatch") throw error;
    const { create: _, ...asItIs } = options;
    const index = await openIndex({ ...asItIs, mode: "write" });
    const { documents } = await index.status();
    await index.close();
    if (documents > 0) throw error;
    for (const name of ["index.sqlite", "index.sqlite-wal", "index.sqlite-shm"])
      await rm(join(options.dir, name), { force: true });
    return openIndex({ ...options, mode: "write" });
  }
}
