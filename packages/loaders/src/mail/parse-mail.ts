import type { Email } from "postal-mime";
import { utf16Order } from "../text/utf16-order.js";
import { notReadable } from "../text/not-readable.js";

/** Depth of parts inside parts; real mail has a handful. */
const maxNestingDepth = 32;

/**
 * Parses a message with postal-mime; attached messages stay attachments. A message that a program saved as UTF-16 is
 * decoded first.
 *
 * @throws {@link DocumentError} `malformed` if the parser rejects it
 */
export async function parseMail(path: string, bytes: Uint8Array): Promise<Email> {
  const { default: PostalMime } = await import("postal-mime");
  try {
    return await PostalMime.parse(fromUtf16(bytes) ?? bytes, {
      maxNestingDepth,
      attachmentEncoding: "arraybuffer",
      forceRfc822Attachments: true,
    });
  } catch (error) {
    throw notReadable(path, "message", error);
  }
}

/** The text of a UTF-16 file, whose parts are no longer in the encodings that they declare; `null` for other files. */
function fromUtf16(bytes: Uint8Array): string | null {
  const order = utf16Order(bytes);
  if (order === null) return null;
  const text = new TextDecoder(`utf-16${order}`).decode(bytes);
  return /[^\0-\x7F]/.test(text) ? text.replace(/\bcharset\s*=\s*"?[\w.:-]+"?/gi, "charset=utf-8") : text;
}
