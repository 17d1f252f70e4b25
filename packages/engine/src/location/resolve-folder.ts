import { isVolumePath, parseVolumePath } from "@ragstone/core";
import { resolve } from "node:path";

/**
 * The absolute path of a folder of documents; one of a volume in its one spelling.
 *
 * @param from - where a relative path starts; @defaultValue the working directory
 * @throws {@link InvalidOptionError} for a `dbfs:` path that is not in a volume
 */
export function resolveFolder(folder: string, from = "."): string {
  return isVolumePath(folder) ? parseVolumePath(folder) : resolve(from, folder);
}
