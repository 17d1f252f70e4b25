/** Text in a form that SQLite gives back unchanged. */
export type PackedText = string | Uint8Array;

/**
 * SQLite keeps text as UTF-8, which has no form for an unpaired surrogate, and some drivers end a text at its first
 * NUL. Such texts are kept as UTF-16LE bytes; all others as they are.
 */
export function packText(text: string): PackedText {
  return text.isWellFormed() && !text.includes("\0") ? text : Buffer.from(text, "utf16le");
}

export function unpackText(packed: PackedText): string {
  return typeof packed === "string"
    ? packed
    : Buffer.from(packed.buffer, packed.byteOffset, packed.byteLength).toString("utf16le");
}
