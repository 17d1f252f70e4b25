import { readFileSync } from "node:fs";
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
 * Reads the whole table, 7.9 MB, synchronously and without a copy: the arrays are views of the bytes read. Every call reads
 * again, so keep the result.
 */
export function readStaticTable(): StaticTable {
  const embeddings = readFileSync(new URL("../embeddings.i8.bin", import.meta.url));
  const scales = readFileSync(new URL("../scales.f32.bin", import.meta.url));
  return {
    config: readStaticConfig(),
    embeddings: new Int8Array(embeddings.buffer, embeddings.byteOffset, embeddings.byteLength),
    scales: floats(scales),
  };
}

// A float32 view needs an offset that is a multiple of 4, which a pooled buffer does not promise.
function floats(bytes: Buffer): Float32Array {
  const aligned = bytes.byteOffset % 4 === 0 ? bytes : Buffer.from(new Uint8Array(bytes).buffer);
  return new Float32Array(aligned.buffer, aligned.byteOffset, aligned.byteLength >> 2);
}
