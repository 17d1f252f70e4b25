import { constants } from "node:fs";
import { open } from "node:fs/promises";
import { contentTypeOf } from "./_content-type.js";
import { looksLikeText, sniffBytes } from "./_looks-like-text.js";

/** Whether the first bytes of a file are those of a document. For names that say nothing. */
export async function sniffFile(absolutePath: string): Promise<boolean> {
  const handle = await open(absolutePath, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  try {
    const { buffer, bytesRead } = await handle.read(new Uint8Array(sniffBytes), 0, sniffBytes, 0);
    const head = buffer.subarray(0, bytesRead);
    const content = contentTypeOf(head);
    if (content === "zip") return true;
    return content === "binary" ? false : content !== null || looksLikeText(head);
  } finally {
    await handle.close();
  }
}
