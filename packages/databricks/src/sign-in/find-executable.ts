import { access, constants, stat } from "node:fs/promises";
import { delimiter, isAbsolute, join } from "node:path";
import process from "node:process";

/**
 * Absolute path of a program in `PATH`, or `null`. Relative entries are ignored, so that no file in the current folder
 * is run.
 */
export async function findExecutable(
  name: string,
  env: Readonly<Record<string, string | undefined>>,
): Promise<string | null> {
  if (isAbsolute(name)) return (await isExecutable(name)) ? name : null;
  const folders = (env["PATH"] ?? env["Path"] ?? "").split(delimiter).filter(isAbsolute);
  const endings = process.platform === "win32" ? [".exe", ".cmd", ".bat"] : [""];
  for (const path of folders.flatMap((folder) => endings.map((ending) => join(folder, name + ending))))
    if (await isExecutable(path)) return path;
  return null;
}

async function isExecutable(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK);
    return (await stat(path)).isFile();
  } catch {
    return false;
  }
}
