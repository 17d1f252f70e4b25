import { createHash } from "node:crypto";
import { readFile, realpath } from "node:fs/promises";
import { join, sep } from "node:path";
import type { DocumentRecord } from "@ragstone/core";

/** The bytes of a document's file, if they are those that were indexed and the file lies in the folder; else `null`. */
export async function readCurrent(
  folder: string,
  { path, sha256, bytes }: DocumentRecord,
): Promise<Buffer<ArrayBuffer> | null> {
  try {
    const [root, file] = await Promise.all([realpath(folder), realpath(join(folder, path))]);
    if (!file.startsWith(root + sep)) return null;
    const content = await readFile(file);
    const isSame = content.length === bytes && createHash("sha256").update(content).digest("hex") === sha256;
    return isSame ? content : null;
  } catch {
    return null;
  }
}
