/** How far the encoding declaration may lie inside a page: the HTML standard's prescan looks at 1,024 bytes, real pages need more. */
const prescanBytes = 4096;

/** Decodes a page: byte order mark, then the encoding it declares, then UTF-8 when its bytes are, else Windows-1252. */
export function decodeHtml(bytes: Uint8Array): string {
  const label = byteOrderMark(bytes) ?? declared(bytes);
  if (label !== null) {
    try {
      return new TextDecoder(label).decode(bytes);
    } catch {
      // An encoding that does not exist: decided by the bytes, as browsers do.
    }
  }
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("windows-1252").decode(bytes);
  }
}

function byteOrderMark(bytes: Uint8Array): string | null {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return "utf-8";
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return "utf-16be";
  return null;
}

function declared(bytes: Uint8Array): string | null {
  const head = new TextDecoder("latin1").decode(bytes.subarray(0, prescanBytes));
  const match = /<meta[^>]+charset\s*=\s*["']?\s*([\w:-]+)/i.exec(head) ?? /<\?xml[^>]+encoding\s*=\s*["']([\w:-]+)/i.exec(head);
  const label = match?.[1]?.toLowerCase() ?? null;
  // A page that declares UTF-16 in ASCII is not UTF-16 (HTML standard, prescan step 14).
  return label !== null && label.startsWith("utf-16") ? "utf-8" : label;
}
