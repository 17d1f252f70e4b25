import { DocumentError, type SourceDocument } from "@ragstone/core";
import { createLoaderPool } from "./pool/create-loader-pool.js";
import type { LoaderPool, LoaderPoolOptions } from "./pool/loader-pool.js";
import { readWalkedFile } from "./read/read-walked-file.js";
import type { WalkedFile, WalkFailed, WalkIgnored } from "./walk/walk-entry.js";
import { walkFolder } from "./walk/walk-folder.js";
import type { WalkOptions } from "./walk/walk-options.js";

/** One file of a folder: loaded, left out, or failed. */
export type LoadedEntry =
  | { readonly kind: "loaded"; readonly path: string; readonly document: SourceDocument }
  | WalkIgnored
  | WalkFailed;

/**
 * Files read and loaded at once: enough to keep eight workers busy. This many files and their documents are in memory.
 */
const lookAhead = 16;

/**
 * Walks a folder and loads its documents, in the order of {@link walkFolder} however long each takes. One bad file is
 * one `failed` entry. At most 16 files are under way, so memory does not grow with the folder; the worker threads end
 * with the iteration.
 *
 * @example
 * ```ts
 * for await (const entry of loadFolder("./docs")) {
 *   if (entry.kind === "loaded") use(entry.document.text);
 * }
 * ```
 *
 * @throws {@link InvalidOptionError} as {@link walkFolder} and {@link createLoaderPool} do
 * @throws the signal's reason when aborted
 */
export async function* loadFolder(
  root: string,
  options: WalkOptions & LoaderPoolOptions = {},
): AsyncGenerator<LoadedEntry, void, undefined> {
  const pool = createLoaderPool(options);
  const underWay: Promise<LoadedEntry>[] = [];
  try {
    const { loaders = [], extensions = [] } = options;
    const own = loaders.flatMap((loader) => loader.extensions ?? []);
    for await (const entry of walkFolder(root, { ...options, extensions: [...extensions, ...own] })) {
      const result = entry.kind === "file" ? loadOne(pool, entry, options) : Promise.resolve(entry);
      // A caller that stops early leaves promises that nobody awaits.
      result.catch(() => {});
      underWay.push(result);
      if (underWay.length >= lookAhead) yield await underWay.shift()!;
    }
    while (underWay.length > 0) yield await underWay.shift()!;
  } finally {
    await pool.close();
  }
}

async function loadOne(pool: LoaderPool, file: WalkedFile, { maxBytes, signal }: WalkOptions): Promise<LoadedEntry> {
  try {
    const input = await readWalkedFile(file, { maxBytes, signal });
    return {
      kind: "loaded",
      path: file.path,
      document: await pool.load(input, { signal }),
    };
  } catch (error) {
    if (error instanceof DocumentError)
      return { kind: "failed", path: file.path, reason: error.reason, detail: error.detail, hint: error.hint };
    throw error;
  }
}
