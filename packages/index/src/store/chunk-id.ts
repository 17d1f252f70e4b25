import { createHash } from "node:crypto";
import type { DocumentKey } from "@ragstone/core";

/** Crockford's base 32: no letter that is taken for a digit. */
const alphabet = "0123456789abcdefghjkmnpqrstvwxyz";

/** 50 bits: among a million chunks two share an id with probability 0.0004, and then the second is given another. */
const letters = 10;

/**
 * The id of a chunk: ten letters and digits that depend on the document's key, position and text alone, so that indexing again gives
 * the same id.
 *
 * @param attempt - counts up where the id is taken by another chunk
 */
export function chunkId({ origin, path }: DocumentKey, start: number, text: string, attempt = 0): string {
  // No path contains NUL, so that no file shares a name with text that was put in.
  const name = origin === "file" ? path : `\0put\0${path}`;
  const digest = createHash("sha256").update(`${name}\0${start}\0${attempt}\0`).update(text).digest();
  let id = "";
  for (let index = 0; index < letters; index += 1) {
    const bit = index * 5;
    const pair = digest.readUInt16BE(bit >> 3);
    id += alphabet[(pair >> (11 - (bit & 7))) & 31];
  }
  return id;
}
