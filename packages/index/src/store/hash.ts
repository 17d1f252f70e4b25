import { createHash } from "node:crypto";

/** SHA-256 of a text's UTF-16, cut to 128 bits: it is to find flipped bits. */
export function textHash(text: string): string {
  return bytesHash(Buffer.from(text, "utf16le"));
}

export function bytesHash(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex").slice(0, 32);
}
