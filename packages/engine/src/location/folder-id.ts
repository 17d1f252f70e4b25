import { isVolumePath } from "@ragstone/core";
import { stat } from "node:fs/promises";

/**
 * Identifies a folder across renames on its file system: inode and time of creation. `undefined` where it is missing.
 * Where a file system does not record the creation, the id changes with the folder, and matches nothing.
 */
export async function folderId(folder: string): Promise<string | undefined> {
  if (isVolumePath(folder)) return undefined;
  const facts = await stat(folder, { bigint: true }).catch(() => null);
  return facts === null ? undefined : `${facts.ino}-${facts.birthtimeNs}`;
}
