import { readFileSync } from "node:fs";
import { readWhole } from "./read-whole.js";
import type { StaticConfig } from "./static-config.js";

/** A static embedding table: the vector of token `i` is `scales[i] * embeddings[i * dim .. (i + 1) * dim]`. */
export interface StaticTable {
  readonly config: StaticConfig;
  /** `vocabSize x dim`, row-major; row `i` belongs to vocabulary id `i`. */
  readonly embeddings: Int8Array;
  /** One for each row. */
  readonly scales: Float32Array;
}

/** Reads the model's facts alone: under a millisecond. */
export function readStaticConfig(): StaticConfig {
  return JSON.parse(readFileSync(new URL("../config.json", import.meta.url), "utf8")) as StaticConfig;
}

/**
 * Reads the whole table, 7.9 MB, synchronously and without a copy in between; about 5 ms. Every call reads again, so
 * keep the result.
 *
 * @param memory - where to read to: the embeddings at offset 0, the scales right behind them. @defaultValue memory of
 * its own
 * @throws {@link DamagedTableError} if a file is cut short; RangeError if `memory` is too small; the error of `node:fs`
 * if a file is missing
 */
export function readStaticTable(memory?: ArrayBuffer): StaticTable {
  const config = readStaticConfig();
  const [rowBytes, scaleBytes] = [config.vocabSize * config.dim, config.vocabSize * Float32Array.BYTES_PER_ELEMENT];
  const buffer = memory ?? new ArrayBuffer(rowBytes + scaleBytes);
  const table = {
    config,
    embeddings: new Int8Array(buffer, 0, rowBytes),
    scales: new Float32Array(buffer, rowBytes, config.vocabSize),
  };
  readWhole(new URL("../embeddings.i8.bin", import.meta.url), new Uint8Array(buffer, 0, rowBytes));
  readWhole(new URL("../scales.f32.bin", import.meta.url), new Uint8Array(buffer, rowBytes, scaleBytes));
  return table;
}
