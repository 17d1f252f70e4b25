import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import {
  remainingDocuments,
  unmigrated,
  type IndexFingerprint,
  type IndexMigration,
  type IndexWriter,
  type OnEvent,
} from "@ragstone/core";
import { openIndex } from "../local/open-index.js";
import { readManifest } from "../store/read-manifest.js";
import { indexFiles } from "../store/files.js";
import type { SqliteIndex } from "../local/sqlite-index.js";

/** The target of a started migration next to an index. */
export interface PendingMigration {
  readonly fingerprint: IndexFingerprint;
  readonly documents: number;
}

export interface MigrationOptions {
  /** The folder of the index. */
  readonly dir: string;
  /** The inputs of the index to be made. */
  readonly fingerprint: IndexFingerprint;
  readonly onEvent?: OnEvent | undefined;
}

/** Location of the unfinished index: inside the index folder, which is never indexed. */
function migrationDirOf(dir: string): string {
  return join(dir, "migration");
}

/**
 * Starts an index for another model or chunker next to the old one, or continues a stopped one: its contents are
 * durable, so nothing is embedded twice. One started for another fingerprint is dropped.
 *
 * @throws {@link IndexError} `index-missing`, `index-locked` and the errors of {@link openIndex}
 * @example
 * ```ts
 * const migration = await beginMigration({ dir, fingerprint });
 * for (const key of await migration.remaining()) await migration.to.replaceDocument(await embedAgain(await
 * migration.from.text(key)));
 * await migration.commit();
 * ```
 */
export async function beginMigration({ dir, fingerprint, onEvent }: MigrationOptions): Promise<IndexMigration> {
  // The writer's lock of the old index also covers the new one.
  const from = (await openIndex({ dir, mode: "write", onEvent })) as SqliteIndex;
  try {
    const migrationDir = migrationDirOf(dir);
    const resumed = await isFor(migrationDir, fingerprint);
    if (!resumed) rmSync(migrationDir, { recursive: true, force: true });
    const to = await openIndex({ dir: migrationDir, mode: "write", create: fingerprint, onEvent });
    return migrationOf(from, to, migrationDir, resumed);
  } catch (error) {
    await from.close();
    throw error;
  }
}

/** The started migration that was neither finished nor dropped, or `null`. */
export async function pendingMigration(dir: string): Promise<PendingMigration | null> {
  const migrationDir = migrationDirOf(dir);
  if (!existsSync(indexFiles(migrationDir).database)) return null;
  try {
    const index = await openIndex({ dir: migrationDir, mode: "read" });
    try {
      return { fingerprint: index.fingerprint, documents: (await index.status()).documents };
    } finally {
      await index.close();
    }
  } catch {
    return null;
  }
}

function migrationOf(from: SqliteIndex, to: IndexWriter, migrationDir: string, resumed: boolean): IndexMigration {
  const close = async () => {
    await to.close();
    await from.close();
  };
  const remaining = () => remainingDocuments(from, to);
  return {
    from,
    to,
    resumed,
    remaining,
    close,
    async commit({ signal } = {}) {
      const [first, ...others] = await remaining();
      if (first !== undefined) throw unmigrated([first, ...others]);
      await to.finish(signal === undefined ? {} : { signal });
      await to.close();
      await from.adopt(indexFiles(migrationDir), signal);
      await from.close();
      rmSync(migrationDir, { recursive: true, force: true });
    },
  };
}

async function isFor(migrationDir: string, fingerprint: IndexFingerprint): Promise<boolean> {
  try {
    return JSON.stringify(await readManifest(migrationDir)) === JSON.stringify(fingerprint);
  } catch {
    return false;
  }
}
