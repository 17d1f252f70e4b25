import type { LoaderInput, SourceDocument } from "@ragstone/core";
import { loadHere, type LoadOptions } from "../load/load-here.js";
import { isDecoded } from "./pool.js";
import { createLoaderPool } from "./create-loader-pool.js";

/** Bytes from which a file of a parsed format keeps a thread for longer than a worker takes to start. */
const workerFromBytes = 1024 * 1024;

/**
 * Loads one file with the loader of its media type. Files from 1 MiB of formats that take long to parse are loaded by a
 * dedicated worker thread, within the limits of {@link createLoaderPool}, and an abort ends it; smaller ones are loaded
 * in this thread. For many files, or untrusted ones, use {@link createLoaderPool}: it is faster and guards against
 * small ones too.
 *
 * @throws {@link DocumentError} with the reason for the report, as {@link loadWith} does; also `timed-out` and
 * `crashed` from a worker
 * @throws the signal's reason when aborted
 */
export async function loadDocument(input: LoaderInput, options: LoadOptions = {}): Promise<SourceDocument> {
  if (input.bytes.byteLength < workerFromBytes || isDecoded(input, options.mediaType)) return loadHere(input, options);
  const { loaders = [], ...loading } = options;
  const pool = createLoaderPool({ workers: 1, maxBytes: Infinity, loaders });
  try {
    return await pool.load(input, loading);
  } finally {
    await pool.close();
  }
}
