import { chmod, chown, mkdir, open, readdir, rename, rm, rmdir, stat, unlink } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { fileSystemError } from "./config-file-error.js";
import { targetOf } from "./read-config-file.js";

const ending = ".ragstone.tmp";

/**
 * Replaces a file as a whole: whenever the process is killed, the old or the new text is there. A link stays a link, and
 * mode and owner stay as they are. A new file is for its user only.
 *
 * @throws {@link RagstoneError} `agent-settings`
 */
export async function replaceFile(path: string, text: string): Promise<void> {
  try {
    const target = await targetOf(path);
    await mkdir(dirname(target), { recursive: true });
    await removeStale(target);
    await replace(target, text);
  } catch (error) {
    throw fileSystemError(path, error);
  }
}

async function replace(target: string, text: string): Promise<void> {
  const old = await stat(target).catch(() => null);
  const temporary = `${target}.${process.pid}${ending}`;
  try {
    const handle = await open(temporary, "w", 0o600);
    try {
      await handle.writeFile(text);
      await handle.sync();
    } finally {
      await handle.close();
    }
    if (old !== null) {
      await chmod(temporary, old.mode);
      // Only a superuser may, and only then it may differ.
      await chown(temporary, old.uid, old.gid).catch(() => {});
    }
    await rename(temporary, target);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

/** Temporary files of processes that were killed. */
async function removeStale(target: string): Promise<void> {
  const start = `${basename(target)}.`;
  for (const name of await readdir(dirname(target))) {
    if (!name.startsWith(start) || !name.endsWith(ending)) continue;
    const pid = Number(name.slice(start.length, -ending.length));
    if (Number.isInteger(pid) && !isRunning(pid)) await rm(join(dirname(target), name), { force: true });
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** Deletes a file, and then those of the folders, innermost first, that are empty. */
export async function deleteFile(path: string, folders: readonly string[]): Promise<void> {
  try {
    await unlink(await targetOf(path));
    for (const folder of folders) await rmdir(folder);
  } catch (error) {
    if (["ENOTEMPTY", "EEXIST", "ENOENT"].includes((error as NodeJS.ErrnoException).code ?? "")) return;
    throw fileSystemError(path, error);
  }
}
