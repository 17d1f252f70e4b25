import { isUtf8 } from "node:buffer";
import type { TextRange } from "@ragstone/core";

/** A field that names text of a part, with its folded lines. */
const textType = /^content-type:[ \t]*(?:\r?\n[ \t]+)?text\/(?:plain|html)\b[^\r\n]*(?:\r?\n[ \t][^\r\n]*)*/gim;

/** What a page in quoted-printable or as it is says of its encoding. */
const pageCharset = /<meta\b[^<>]{0,200}?\bcharset=(?:3D)?(?:=\r?\n)?["']?([\w:.-]+)/i;

/** How far into a page its declaration may be. */
const pageHead = 4096;

const attachedMessage = /^content-type:[ \t]*message\/rfc822\b/im;

const fallback = "windows-1252";

/**
 * Adds the encoding to the parts of a message that name none: the one that a page declares itself, or that of Western
 * Europe if the message is not UTF-8, which is what parsers assume. Bodies are left as they are. Linear.
 */
export function declareCharsets(bytes: Uint8Array): Uint8Array {
  const isUnicode = isUtf8(bytes);
  const source = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1");
  if (isUnicode && !pageCharset.test(source)) return bytes;
  let declared = "";
  let done = 0;
  for (const { start, end } of heads(source)) {
    const head = source.slice(start, end);
    declared +=
      source.slice(done, start) + head.replace(textType, (field) => withCharset(field, source, end, isUnicode));
    done = end;
    if (start === 0 && !isUnicode && !/^content-type:/im.test(head))
      declared = `Content-Type: text/plain; charset=${fallback}\r\n${declared}`;
  }
  return Buffer.from(declared + source.slice(done), "latin1");
}

/** The field of a part whose body starts at a position, with an encoding if the field or the page tells of one. */
function withCharset(field: string, source: string, body: number, isUnicode: boolean): string {
  if (/\bcharset\s*=/i.test(field)) return field;
  const part = source.slice(body, body + pageHead).split(/\n--/, 1)[0]!;
  // A page in UTF-8 may declare what it was before.
  const isPage = /text\/html/i.test(field) && !(isUnicode && /[\x80-\xff]/.test(part));
  const page = isPage ? pageCharset.exec(part)?.[1] : undefined;
  if (page !== undefined) return `${field}; charset=${page}`;
  return isUnicode ? field : `${field}; charset=${fallback}`;
}

/** The ranges with the fields of a message, of its parts and of the messages in it, up to the empty line below. */
function* heads(source: string): Generator<TextRange> {
  const boundaries = new Set(
    Array.from(source.matchAll(/\bboundary=(?:"([^"\r\n]{1,200})"|([^\s;"]{1,200}))/gi), ([, quoted, plain]) =>
      (quoted ?? plain!).trimEnd(),
    ),
  );
  yield* headsFrom(source, 0);
  for (const { 0: line, 1: name, index } of source.matchAll(/^--([^\r\n]*)\r?\n/gm))
    if (boundaries.has(name!.trimEnd())) yield* headsFrom(source, index + line.length);
}

/** The fields that start at a position, and those of the message that they introduce. */
function* headsFrom(source: string, start: number): Generator<TextRange> {
  const bound = /^(?:\r?\n|--)/gm;
  bound.lastIndex = start;
  const match = bound.exec(source);
  const end = match?.index ?? source.length;
  yield { start, end };
  if (match !== null && match[0] !== "--" && attachedMessage.test(source.slice(start, end)))
    yield* headsFrom(source, end + match[0].length);
}
