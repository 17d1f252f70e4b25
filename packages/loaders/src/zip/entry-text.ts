import { utf16Order } from "../text/utf16-order.js";

/** The text of an XML part, which is UTF-8 or UTF-16 by its byte order mark; `null` when the part is absent. */
export function entryText(entries: ReadonlyMap<string, Uint8Array>, name: string): string | null {
  const bytes = entries.get(name);
  if (bytes === undefined) return null;
  const order = utf16Order(bytes);
  return new TextDecoder(order === null ? "utf-8" : `utf-16${order}`).decode(bytes);
}
