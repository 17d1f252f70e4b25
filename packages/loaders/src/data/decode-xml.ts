import { isAscii, isUtf8 } from "node:buffer";
import { decodeAs } from "../text/decode-as.js";
import { decodeText, type DecodedText } from "../text/decode-text.js";
import { utf16Order } from "../text/utf16-order.js";

/** Where the declaration ends at the latest. */
const declarationBytes = 1024;

/**
 * Decodes an XML file by its byte order mark, as UTF-8 if it is valid, else by its declared encoding. Files in another
 * encoding are valid UTF-8 by chance once in a million; those whose declaration is out of date are common.
 *
 * @throws {@link DocumentError} `binary` if the bytes are no text
 */
export function decodeXml(path: string, bytes: Uint8Array): DecodedText {
  const label = declaredEncoding(bytes);
  const isUnicode = utf16Order(bytes) !== null || (isUtf8(bytes) && !(isAscii(bytes) && label?.startsWith("iso-2022")));
  const decoded = isUnicode || label === null || bytes.includes(0) ? null : decodeAs(bytes, label);
  if (decoded === null) return decodeText(path, bytes);
  const { text, encoding } = decoded;
  return {
    text,
    encoding,
    warnings: text.includes("\uFFFD")
      ? [{ code: "decoding", detail: `parts are not valid ${encoding} and became U+FFFD` }]
      : [],
  };
}

function declaredEncoding(bytes: Uint8Array): string | null {
  const head = Buffer.from(bytes.subarray(0, declarationBytes)).toString("latin1");
  return /^\s*<\?xml[^>]*?\bencoding\s*=\s*["']([\w:.-]+)/.exec(head)?.[1]?.toLowerCase() ?? null;
}
