import { constants } from "node:fs";
import { open } from "node:fs/promises";
import { contentTypeOf } from "./content-type.js";
import { isMinified, scriptHeadBytes } from "./is-page-asset.js";
import { looksLikeText, sniffBytes } from "../text/looks-like-text.js";

/**
 * Whether the first bytes of a file are those of a document. For names without a known extension.
 *
 * @param text - whether text counts as a document, or a signature alone
 */
export async function sniffFile(absolutePath: string, text: "text" | "no-text"): Promise<boolean> {
  return sniffHead(await readHead(absolutePath, sniffBytes), text);
}

/** As {@link sniffFile}, of content that was read. */
export function sniffHead(bytes: Uint8Array, text: "text" | "no-text"): boolean {
  const head = bytes.subarray(0, sniffBytes);
  const content = contentTypeOf(head);
  if (content !== null) return content !== "binary";
  return text === "text" && looksLikeText(head);
}

/** Whether a script is minified, by its first bytes. */
export async function isMinifiedFile(absolutePath: string): Promise<boolean> {
  return isMinified(await readHead(absolutePath, scriptHeadBytes));
}

/** Whether a small file contains only ASCII white space. */
export async function isBlankFile(absolutePath: string, bytes: number): Promise<boolean> {
  return isBlank(await readHead(absolutePath, bytes));
}

/** Whether there is only ASCII white space. */
export function isBlank(bytes: Uint8Array): boolean {
  return bytes.every((byte) => byte === 32 || (byte >= 9 && byte <= 13));
}

async function readHead(absolutePath: string, bytes: number): Promise<Uint8Array> {
  const handle = await open(absolutePath, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  try {
    const { buffer, bytesRead } = await handle.read(new Uint8Array(bytes), 0, bytes, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}
