import { realpath } from "node:fs/promises";
import { dirname, join, sep } from "node:path";
import { RequestError } from "../http/request-error.js";

const maxNameBytes = 255;

/**
 * Where a file of a folder would be, given as a POSIX path relative to it.
 *
 * @throws {@link RequestError} `path-refused` for a path that leads out of the folder, also by a link, or to hidden files
 */
export async function placeInFolder(folder: string, path: string): Promise<string> {
  const names = path.split("/");
  const isPlain = names.every(
    (name) => !/^\.|^\s*$|[. ]$|[\u0000-\u001f\u007f\\<>:"|?*]/u.test(name) && Buffer.byteLength(name) <= maxNameBytes,
  );
  if (!isPlain) throw refused(path);
  const root = await realpath(folder);
  const file = join(root, ...names);
  if (!file.startsWith(root + sep)) throw refused(path);
  const existing = await nearestExisting(dirname(file));
  if (existing !== root && !existing.startsWith(root + sep)) throw refused(path);
  return file;
}

/** The real path of the closest folder above that exists. */
async function nearestExisting(dir: string): Promise<string> {
  try {
    return await realpath(dir);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT" || dirname(dir) === dir) throw error;
    return nearestExisting(dirname(dir));
  }
}

function refused(path: string): RequestError {
  return new RequestError(400, "path-refused", `${JSON.stringify(path.slice(0, 200))} is no path for a new file.`, {
    hint: "Give a path relative to the folder, with names that do not begin with a dot.",
  });
}
