import { realpath } from "node:fs/promises";
import { isAbsolute, join, relative, sep } from "node:path";

/**
 * The absolute path of a document's file, `null` where there is none inside the folder: a saved answer may come from
 * anywhere, and neither `..`, an absolute path nor a symbolic link in it may reach other files.
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
