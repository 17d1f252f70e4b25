import { createPool } from "./pool.js";
import type { LoaderPool, LoaderPoolOptions } from "./loader-pool.js";

/**
 * Loads files in worker threads, so that a parser that hangs, crashes or runs out of memory costs one file. Plain text,
 * tables in text, and small files of simple formats are loaded by the calling thread, where that is faster. Run from
 * TypeScript sources there are no workers: files are loaded in this thread, without time limit.
 *
 * @example
 * ```ts
 * const pool = createLoaderPool({ timeoutMs: 10_000 });
 * const document = await pool.load(await readWalkedFile(file));
 * await pool.close();
 * ```
 *
 * @throws {@link InvalidOptionError} if `workers` or `timeoutMs` is not above 0
 */
export function createLoaderPool(options: LoaderPoolOptions = {}): LoaderPool {
  return createPool(new URL("./worker.js", import.meta.url), options);
}
