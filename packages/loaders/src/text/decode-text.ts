import { DocumentError, type DocumentWarning } from "@ragstone/core";
import { isAscii, isUtf8 } from "node:buffer";
import { looksLikeText } from "./looks-like-text.js";
import { utf16Order } from "./utf16-order.js";
import { decodeWindows1252 } from "./windows-1252.js";

/** Text with notes on its decoding for the report. */
export interface DecodedText {
  /** Well formed: no unpaired surrogates, no zero characters. */
  readonly text: string;
  /** `utf-8`, `utf-16le`, `utf-16be` or `windows-1252`. */
  readonly encoding: string;
  readonly warnings: readonly DocumentWarning[];
}

/**
 * Decodes a text file: UTF-8, UTF-16 with or without byte order mark, else windows-1252 (a superset of Latin-1's
 * characters). The mark is dropped and nothing else changes, line ends included. Damage is replaced by U+FFFD and
 * reported as a `decoding` warning. Linear; copies once.
 *
 * @throws {@link DocumentError} `binary` if the bytes are no text
 */
export function decodeText(path: string, bytes: Uint8Array): DecodedText {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  // The zero bytes of UTF-16 are ASCII, too.
  if (isAscii(buffer) && !buffer.includes(0))
    return checked(path, buffer, { text: buffer.toString("latin1"), encoding: "utf-8", warnings: [] });
  const order = utf16Order(buffer);
  if (order !== null) return decodeUtf16(buffer, order);
  const start = buffer[0] === 0xef && buffer[1] === 0xbb && buffer[2] === 0xbf ? 3 : 0;
  if (isUtf8(buffer))
    return checked(path, buffer, { text: buffer.toString("utf8", start), encoding: "utf-8", warnings: [] });
  if (!looksLikeText(buffer)) throw binary(path);
  return checked(path, buffer, decodeDamaged(buffer, start));
}

function decodeUtf16(buffer: Buffer, order: "le" | "be"): DecodedText {
  const encoding = `utf-16${order}`;
  const text = new TextDecoder(encoding).decode(buffer);
  const damaged = text.includes("\uFFFD");
  const odd = buffer.length % 2 === 1;
  return {
    text,
    encoding,
    warnings: damaged || odd ? [warning("parts are not valid UTF-16 and became U+FFFD")] : [],
  };
}

/** UTF-8 with damage if most of the non-ASCII text is valid UTF-8, else windows-1252. */
function decodeDamaged(buffer: Buffer, start: number): DecodedText {
  const text = buffer.toString("utf8", start);
  const replaced = text.match(/\uFFFD/g)?.length ?? 0;
  const valid = (text.match(/[^\0-\x7F\uFFFD]/g)?.length ?? 0) + (start > 0 ? replaced : 0);
  if (valid >= replaced || endsInsideCharacter(buffer)) {
    const sequences = replaced === 1 ? "sequence" : "sequences";
    return {
      text,
      encoding: "utf-8",
      warnings: [warning(`${replaced} damaged UTF-8 ${sequences} became U+FFFD`)],
    };
  }
  return {
    text: decodeWindows1252(buffer),
    encoding: "windows-1252",
    warnings: [warning("not UTF-8; read as windows-1252")],
  };
}

/**
 * Whether all is ASCII but for two or three bytes at the end that begin a longer UTF-8 character. One byte could be
 * Latin-1.
 */
function endsInsideCharacter(buffer: Buffer): boolean {
  for (const length of [2, 3]) {
    const tail = buffer.subarray(-length);
    if (tail.length < length || !isAscii(buffer.subarray(0, -length))) continue;
    const [lead = 0, ...rest] = tail;
    const wanted = lead >= 0xf0 && lead <= 0xf4 ? 4 : lead >= 0xe0 && lead <= 0xef ? 3 : 0;
    if (length < wanted && rest.every((byte) => byte >= 0x80 && byte <= 0xbf)) return true;
  }
  return false;
}

function checked(path: string, buffer: Buffer, decoded: DecodedText): DecodedText {
  if (decoded.text.includes("\0") || !looksLikeText(buffer)) throw binary(path);
  return decoded;
}

function warning(detail: string): DocumentWarning {
  return { code: "decoding", detail };
}

function binary(path: string): DocumentError {
  return new DocumentError(path, "binary", "the file contains no text: it has zero or control bytes", {
    hint: "If it is a document of another format, give it that format's extension; else exclude it.",
  });
}
