import { realpath } from "node:fs/promises";
import { isAbsolute, join, relative, sep } from "node:path";

/**
 * The absolute path of a document's file, `null` if there is none inside the folder: a saved answer is untrusted, and
 * `..`, absolute paths and symbolic links in it must not reach other files.
 *
 * @param path - POSIX, relative to the folder
 */
export async function pathInside(folder: string, path: string): Promise<string | null> {
  const absolute = join(folder, path);
  const [realFolder, realFile] = await Promise.all([folder, absolute].map((each) => realpath(each).catch(() => null)));
  if (realFolder == null || realFile == null || isAbsolute(path)) return null;
  const inside = relative(realFolder, realFile);
  return inside === "" || inside === ".." || inside.startsWith(`..${sep}`) || isAbsolute(inside) ? null : absolute;
}
