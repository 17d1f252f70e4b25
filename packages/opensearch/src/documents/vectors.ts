import { createHash } from "node:crypto";

/** The id of a vector: keys may be of any length, ids may not. */
export function vectorId(key: string): string {
  return createHash("sha256").update(JSON.stringify(key)).digest("base64url");
}

/** As 32-bit numbers, little-endian. */
export function encodeVector(vector: Float32Array): string {
  return Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength).toString("base64");
}

export function decodeVector(text: string): Float32Array {
  const bytes = Buffer.from(text, "base64");
  return new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
}

export function dotProduct(one: Float32Array, other: Float32Array): number {
  let sum = 0;
  for (let at = 0; at < one.length; at += 1) sum += one[at]! * other[at]!;
  return sum;
}
