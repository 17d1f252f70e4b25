import type { DocumentKey } from "./document-key.js";
import { digitsOf } from "./digits-of.js";
import type { Sha256 } from "./sha256.js";

/** Crockford's base 32: no letter that can be mistaken for a digit. */
const alphabet = "0123456789abcdefghjkmnpqrstvwxyz";

/** 50 bits: among a million chunks two share an id with probability 0.0004, and then the second is given another. */
const letters = 10;

/** Inputs of a chunk's id. */
export interface ChunkIdentity extends DocumentKey {
  readonly start: number;
  readonly text: string;
  /** Counts up where the id belongs to another chunk already. @defaultValue 0 */
  readonly attempt?: number;
}

/**
 * The id of a chunk: ten letters and digits that depend on the document's key, position and text alone, so that
 * indexing again, on any engine, gives the same id.
 */
export function chunkId({ origin, path, start, text, attempt = 0 }: ChunkIdentity, sha256: Sha256): string {
  // No path contains NUL, so that no file shares a name with text that was put in.
  const name = origin === "file" ? path : `\0put\0${path}`;
  return digitsOf(sha256(`${name}\0${start}\0${attempt}\0${text}`), alphabet, letters);
}
