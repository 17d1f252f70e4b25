import { decodeAs } from "../text/decode-as.js";
import { utf16Order } from "../text/utf16-order.js";

/**
 * How far the encoding declaration may lie inside a page: the HTML standard's prescan looks at 1,024 bytes, real pages
 * need more.
 */
const prescanBytes = 4096;

/** A decoded page. */
export interface DecodedHtml {
  readonly html: string;
  /** As the WHATWG Encoding standard names it. */
  readonly encoding: string;
  /** Whether bytes were replaced because the page is not in its declared or detected encoding. */
  readonly damaged: boolean;
  /** Whether the page neither declares an encoding that exists nor shows one, so that this one is a guess. */
  readonly guessed: boolean;
}

/**
 * Decodes a page by its byte order mark, as UTF-16 if its zero bytes show it, as UTF-8 if the bytes are valid and not
 * plain ASCII, by its declared encoding, or as Windows-1252. Text in another encoding is valid UTF-8 by chance once in a million pages, while UTF-8 pages with
 * an outdated declaration are common, so the bytes take precedence over the declaration.
 */
export function decodeHtml(bytes: Uint8Array): DecodedHtml {
  const marked = byteOrderMark(bytes) ?? utf16Without(bytes);
  if (marked !== null) return decode(bytes, marked);
  try {
    const html = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    // Fewer characters than bytes: there were sequences only UTF-8 has. Otherwise ASCII, which escape-coded pages are
    // as well.
    if (html.length < bytes.length) return { html, encoding: "utf-8", damaged: false, guessed: false };
    const label = declared(bytes);
    return label === null || !label.startsWith("iso-2022")
      ? { html, encoding: "utf-8", damaged: false, guessed: false }
      : decode(bytes, label);
  } catch {
    const label = declared(bytes);
    return label === null ? decode(bytes, undeclared(bytes), true) : decode(bytes, label);
  }
}

function decode(bytes: Uint8Array, label: string, guessed = false): DecodedHtml {
  const known = decodeAs(bytes, label);
  // Else an encoding that does not exist: the default of browsers in Western Europe.
  const { text: html, encoding } = known ?? decodeAs(bytes, "windows-1252")!;
  return { html, encoding, damaged: html.includes("\ufffd"), guessed: guessed || known === null };
}

/**
 * The encoding of a page that declares none and is not valid UTF-8: UTF-8 with a few damaged characters if most of its
 * sequences are valid, as text in another encoding almost never has one, else the default of browsers in Western Europe.
 */
function undeclared(bytes: Uint8Array): string {
  const text = new TextDecoder("utf-8").decode(bytes);
  let valid = 0;
  let damaged = 0;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code === 0xfffd) damaged += 1;
    else if (code > 0x7f) valid += 1;
  }
  return valid > damaged * 4 ? "utf-8" : "windows-1252";
}

/** UTF-16 without a byte order mark shows by its zero bytes. */
function utf16Without(bytes: Uint8Array): string | null {
  const order = bytes.subarray(0, prescanBytes).includes(0) ? utf16Order(bytes) : null;
  return order === null ? null : `utf-16${order}`;
}

function byteOrderMark(bytes: Uint8Array): string | null {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return "utf-8";
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return "utf-16be";
  return null;
}

function declared(bytes: Uint8Array): string | null {
  const head = new TextDecoder("latin1").decode(bytes.subarray(0, prescanBytes));
  const match =
    /<meta[^>]+charset\s*=\s*["']?\s*([\w:-]+)/i.exec(head) ?? /<\?xml[^>]+encoding\s*=\s*["']([\w:-]+)/i.exec(head);
  const label = match?.[1]?.toLowerCase() ?? null;
  // A page that declares UTF-16 in ASCII is not UTF-16 (HTML standard, prescan step 14).
  return label !== null && isUtf16(label) ? "utf-8" : label;
}

/** Whether a label names UTF-16: `unicode` does, which Microsoft's tools write. */
function isUtf16(label: string): boolean {
  try {
    return new TextDecoder(label).encoding.startsWith("utf-16");
  } catch {
    return false;
  }
}
