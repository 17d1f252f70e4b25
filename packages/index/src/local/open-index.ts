import { existsSync, mkdirSync } from "node:fs";
import { checkEmbedder, type IndexFingerprint, type IndexReader, type IndexWriter, type OnEvent } from "@ragstone/core";
import { SqliteIndex } from "./sqlite-index.js";
import { storedFingerprint } from "../store/read-manifest.js";
import { classify } from "../store/classify.js";
import { indexFiles, type IndexFiles } from "../store/files.js";
import { takeWriterLock } from "../store/lock.js";
import { createDatabase, missing, openDatabase } from "../store/open-database.js";
import { segmentSizeFor } from "../vectors/vector-memory.js";

export interface OpenIndexOptions {
  /** The folder of the index itself, such as `docs/.ragstone`. */
  readonly dir: string;
  readonly mode: "read" | "write";
  /** Writing: makes an index where there is none. Where there is one, it must be of the same embedder. */
  readonly create?: IndexFingerprint;
  readonly onEvent?: OnEvent | undefined;
  /**
   * Bytes of vectors, one a dimension, from which a graph is built when a run ends and used by processes that search
   * more than once. Needs the optional `hnswlib-node`; without it search is exact, with a notice. `Infinity` for never.
   *
   * @defaultValue 64,000,000: below, an exact scan takes a few milliseconds
   */
  readonly graphFromBytes?: number;
}

/**
 * Opens an index, quickly and lazily: text and vectors load with the first search. Any number of processes read; one
 * writes, and its lock is freed by the operating system when it ends. Readers see each commit without opening again,
 * also in a read-only folder.
 *
 * @throws {@link IndexError} `index-missing` without an index and `create`
 * @throws {@link IndexError} `index-locked` naming the process that writes
 * @throws {@link IndexError} `model-mismatch` when `create` names another embedder than the index has
 * @throws {@link IndexError} `index-damaged`, `index-foreign` or `index-newer`, depending on the folder's contents
 * @throws {@link IndexError} `index-read-only` for writing in a folder that cannot be written
 * @example
 * ```ts
 * const index = await openIndex({ dir: "docs/.ragstone", mode: "read" });
 * const candidates = await index.search({ text: "key rotation", k: 10 });
 * ```
 */
export function openIndex(options: OpenIndexOptions & { readonly mode: "write" }): Promise<IndexWriter>;
export function openIndex(options: OpenIndexOptions): Promise<IndexReader>;
export async function openIndex({ dir, mode, create, ...options }: OpenIndexOptions): Promise<IndexWriter> {
  const files = indexFiles(dir);
  if (mode === "read") return open(files, null, create, options);
  if (create === undefined && !existsSync(files.database)) throw missing(files);
  try {
    mkdirSync(dir, { recursive: true });
  } catch (error) {
    throw classify(error, dir);
  }
  const lock = takeWriterLock(files);
  try {
    if (create !== undefined && !existsSync(files.database))
      createDatabase(files, create, segmentSizeFor(create.embedder.dimensions));
    return open(files, lock, create, options);
  } catch (error) {
    lock.release();
    throw error;
  }
}

function open(
  files: IndexFiles,
  lock: ReturnType<typeof takeWriterLock> | null,
  expected: IndexFingerprint | undefined,
  { onEvent, graphFromBytes }: Pick<OpenIndexOptions, "onEvent" | "graphFromBytes">,
): IndexWriter {
  const opened = openDatabase(files, lock === null ? "read" : "write");
  try {
    const fingerprint = storedFingerprint(opened.database, files.dir);
    if (expected !== undefined) checkEmbedder(fingerprint.embedder, expected.embedder, files.dir);
    return new SqliteIndex({ opened, files, fingerprint, lock, onEvent, graphFromBytes });
  } catch (error) {
    opened.database.close();
    opened.dispose();
    throw error;
  }
}
