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

/** Signatures of documents that no loader reads, and the media type of each. */
const documentSignatures: readonly (readonly [signature: readonly number[], mediaType: MediaType])[] = [
  // OneNote: the GUIDs of sections and of tables of contents (MS-ONESTORE 2.3.1).
  [[0xe4, 0x52, 0x5c, 0x7b, 0x8c, 0xd8, 0xa7, 0x4d], "application/onenote"],
  [[0xa1, 0x2f, 0xff, 0x43, 0xd9, 0xef, 0x76, 0x4c], "application/onenote"],
  [[...Buffer.from("ITSF\u0003", "latin1")], "application/vnd.ms-htmlhelp"],
  [[...Buffer.from("HWP Document File V", "latin1")], "application/x-hwp"],
  [[...Buffer.from("!BDN", "latin1")], "application/vnd.ms-outlook-pst"],
  [[...Buffer.from("AT&TFORM", "latin1")], "image/vnd.djvu"],
  [[0xff, 0x57, 0x50, 0x43], "application/vnd.wordperfect"],
  [[...Buffer.from("%!PS-Adobe", "latin1")], "application/postscript"],
  [[...Buffer.from("ITOLITLS", "latin1")], "application/x-ms-reader"],
];

/** Where PDF readers look for the header (PDF 32000-1, implementation note 13). */
const pdfHeaderWithin = 1024;

/** What a signature says: a container, whose entries decide, the media type of a document, or no document. */
type ContentType = "zip" | "compound-file" | "binary" | MediaType;
type MediaType = `${string}/${string}`;

/** By the signature of the first bytes; `null` without a known signature. Needs 1 kB at most. */
export function contentTypeOf(head: Uint8Array): ContentType | null {
  if (startsWith(head, zip) || startsWith(head, emptyZip)) return "zip";
  if (startsWith(head, compoundFile)) return "compound-file";
  const start = Buffer.from(head.buffer, head.byteOffset, Math.min(head.length, pdfHeaderWithin));
  const header = start.indexOf("%PDF-");
  // After other text the header counts only where a line starts, so that prose about PDF stays prose.
  if (header === 0 || (header > 0 && head[header - 1] === 10 && start.subarray(0, header).includes(0)))
    return "application/pdf";
  if (start.subarray(0, 5).toString("latin1") === "{\\rtf") return "application/rtf";
  const document = documentSignatures.find(([signature]) => startsWith(head, signature));
  if (document !== undefined) return document[1];
  return binarySignatures.some((signature) => startsWith(head, signature)) ? "binary" : null;
}

function startsWith(bytes: Uint8Array, signature: readonly number[]): boolean {
  return signature.every((byte, index) => bytes[index] === byte);
}
