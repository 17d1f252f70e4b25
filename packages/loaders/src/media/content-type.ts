/**
 * Signatures of formats that are no documents: enough of the common ones; the rest show themselves by their zero bytes.
 */
const binarySignatures: readonly (readonly number[])[] = [
  [0x89, 0x50, 0x4e, 0x47], // PNG
  [0xff, 0xd8, 0xff], // JPEG
  [0x47, 0x49, 0x46, 0x38], // GIF
  [0x1f, 0x8b], // gzip
  [0x42, 0x5a, 0x68], // bzip2
  [0xfd, 0x37, 0x7a, 0x58, 0x5a], // xz
  [0x28, 0xb5, 0x2f, 0xfd], // Zstandard
  [0x37, 0x7a, 0xbc, 0xaf], // 7z
  [0x52, 0x61, 0x72, 0x21], // RAR
  [0x7f, 0x45, 0x4c, 0x46], // ELF
  [0x00, 0x61, 0x73, 0x6d], // WebAssembly
];

const zip = [0x50, 0x4b, 0x03, 0x04];
/** An archive without entries. */
const emptyZip = [0x50, 0x4b, 0x05, 0x06];
const compoundFile = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];

/** Where PDF readers look for the header (PDF 32000-1, implementation note 13). */
const pdfHeaderWithin = 1024;

/** The media type by the signature of the first bytes, `null` without a known signature. Needs 1 kB at most. */
export function contentTypeOf(head: Uint8Array): "pdf" | "zip" | "compound-file" | "rtf" | "binary" | null {
  if (startsWith(head, zip) || startsWith(head, emptyZip)) return "zip";
  if (startsWith(head, compoundFile)) return "compound-file";
  const start = Buffer.from(head.buffer, head.byteOffset, Math.min(head.length, pdfHeaderWithin));
  const header = start.indexOf("%PDF-");
  // After other text the header counts only where a line starts, so that prose about PDF stays prose.
  if (header === 0 || (header > 0 && head[header - 1] === 10 && start.subarray(0, header).includes(0))) return "pdf";
  if (start.subarray(0, 5).toString("latin1") === "{\\rtf") return "rtf";
  return binarySignatures.some((signature) => startsWith(head, signature)) ? "binary" : null;
}

function startsWith(bytes: Uint8Array, signature: readonly number[]): boolean {
  return signature.every((byte, index) => bytes[index] === byte);
}
