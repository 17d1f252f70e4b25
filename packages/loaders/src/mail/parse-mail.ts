import type { Email } from "postal-mime";
import { utf16Order } from "../text/utf16-order.js";
import { declareCharsets } from "./declare-charsets.js";
import { restoreWindows1252 } from "../text/restore-windows-1252.js";
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
    const mail = await PostalMime.parse(fromUtf16(bytes) ?? declareCharsets(bytes), {
      maxNestingDepth,
      attachmentEncoding: "arraybuffer",
      forceRfc822Attachments: true,
    });
    return restored(mail);
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

/** The message with its texts as windows-1252 has them: the parser leaves some of its characters as controls. */
function restored(mail: Email): Email {
  const restore = (value: unknown): unknown => {
    if (typeof value === "string") return restoreWindows1252(value);
    if (Array.isArray(value)) return value.map(restore);
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, restore(part)]));
  };
  const { attachments, headers, headerLines, ...texts } = mail;
  return {
    ...(restore(texts) as Omit<Email, "attachments" | "headers" | "headerLines">),
    attachments,
    headers,
    headerLines,
  };
}
