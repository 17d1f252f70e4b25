import { constants } from "node:fs";
import { access, readFile, readlink, realpath, stat } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { configFileError, fileSystemError } from "./config-file-error.js";

/** The text of a file with its byte order mark, `null` if there is no file. */
export async function readConfigFile(path: string): Promise<string | null> {
  const bytes = await attempt(path, () => readFile(path));
  if (bytes === null) return null;
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (error) {
    throw configFileError(path, "it is not encoded in UTF-8", "Save it as UTF-8 and run the command again.", error);
  }
}

/** @throws {@link RagstoneError} if the file is there and the user does not let it be changed */
export async function checkWritable(path: string): Promise<void> {
  const facts = await attempt(path, () => stat(path));
  if (facts === null) return;
  if (!facts.isFile()) throw configFileError(path, "it is not a file", "Move away what is there.");
  // A superuser may write to any file: the bits say what is wanted.
  const isReadOnly =
    (facts.mode & 0o222) === 0 ||
    (await access(path, constants.W_OK).then(
      () => false,
      () => true,
    ));
  if (isReadOnly)
    throw configFileError(path, "it is read-only", "Make it writable, or change it where it is generated.");
}

/** The file that a path leads to. Neither it nor its folder need exist. */
export async function targetOf(path: string): Promise<string> {
  const real = await attempt(path, () => realpath(path));
  if (real !== null) return real;
  const link = await readlink(path).catch(() => null);
  return link === null ? path : targetOf(resolve(dirname(path), link));
}

/** `null` if there is nothing. */
async function attempt<T>(path: string, action: () => Promise<T>): Promise<T | null> {
  try {
    return await action();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    if ((error as NodeJS.ErrnoException).code === "EISDIR")
      throw configFileError(path, "it is a folder", "Move the folder away.", error);
    throw fileSystemError(path, error);
  }
}
