import { isUtf8 } from "node:buffer";

/** A field that names text of a part, with its folded lines. */
const textType = /^content-type:[ \t]*(?:\r?\n[ \t]+)?text\/(?:plain|html)\b[^\r\n]*(?:\r?\n[ \t][^\r\n]*)*/gim;

/** What a page in quoted-printable or as it is says of its encoding. */
const pageCharset = /<meta\b[^>]*?\bcharset=(?:3D)?(?:=\r?\n)?["']?([\w:.-]+)/i;

/** How far into a page its declaration may be. */
const pageHead = 4096;

const fallback = "windows-1252";

/**
 * Adds the encoding to the parts of a message that name none: the one that a page declares itself, or that of Western
 * Europe if the message is not UTF-8, which is what parsers assume. Linear.
 */
export function declareCharsets(bytes: Uint8Array): Uint8Array {
  const isUnicode = isUtf8(bytes);
  const source = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1");
  if (isUnicode && !pageCharset.test(source)) return bytes;
  const missing = isUnicode ? "" : `; charset=${fallback}`;
  const declared = source.replace(textType, (field, at: number) => {
    if (/\bcharset\s*=/i.test(field)) return field;
    const part = source.slice(at + field.length, at + field.length + pageHead).split(/\n--/, 1)[0]!;
    const page = /text\/html/i.test(field) ? pageCharset.exec(part)?.[1] : undefined;
    return page === undefined ? field + missing : `${field}; charset=${page}`;
  });
  const head = /^[^]*?(?:\r?\n\r?\n|$)/.exec(declared)![0];
  const hasType = isUnicode || /^content-type:/im.test(head);
  return Buffer.from(hasType ? declared : `Content-Type: text/plain; charset=${fallback}\r\n${declared}`, "latin1");
}
