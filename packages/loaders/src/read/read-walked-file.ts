import { DocumentError, type LoaderInput } from "@ragstone/core";
import { createHash } from "node:crypto";
import { constants, type Stats } from "node:fs";
import { open, type FileHandle } from "node:fs/promises";
import { defaultMaxBytes } from "../walk/default-max-bytes.js";
import type { WalkedFile } from "../walk/walk-entry.js";

/** Bytes of one read: a caller that aborts waits for one of these at most. */
const readBytes = 4 * 1024 * 1024;

/**
 * Reads a file that {@link walkFolder} found, with the SHA-256 of what was read. Follows no link, waits for no pipe, and notices when
 * the file changes under its hands: then it reads once more, and gives up when it changes again. Memory: the file's size.
 *
 * @throws {@link DocumentError} `unreadable`, `too-large`, `not-a-regular-file` or `changed-while-reading`
 * @throws the signal's reason when aborted
 */
export async function readWalkedFile(file: WalkedFile, options: { readonly maxBytes?: number; readonly signal?: AbortSignal } = {}): Promise<LoaderInput> {
  const { maxBytes = defaultMaxBytes, signal } = options;
  signal?.throwIfAborted();
  const handle = await openRegular(file);
  try {
    for (let attempt = 0; attempt < 2; attempt += 1) {
      const before = await handle.stat();
      if (!before.isFile()) throw new DocumentError(file.path, "not-a-regular-file", "it was a file when the folder was listed and is none now");
      if (before.size > maxBytes) throw new DocumentError(file.path, "too-large", `${before.size} bytes; the limit is ${maxBytes}`);
      const bytes = await readAll(handle, before.size, signal);
      if (bytes !== null && isSame(before, await handle.stat())) {
        return { path: file.path, bytes, sha256: createHash("sha256").update(bytes).digest("hex"), modifiedMs: before.mtimeMs };
      }
    }
  } catch (error) {
    if (signal?.aborted === true || error instanceof DocumentError) throw error;
    throw new DocumentError(file.path, "unreadable", codeOf(error), { cause: error });
  } finally {
    await handle.close();
  }
  throw new DocumentError(file.path, "changed-while-reading", "it changed twice while it was read", { hint: "Index again when it is no longer being written." });
}

async function openRegular(file: WalkedFile): Promise<FileHandle> {
  try {
    return await open(file.absolutePath, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0));
  } catch (error) {
    const code = codeOf(error);
    if (code === "ENOENT" || code === "ENOTDIR") throw new DocumentError(file.path, "changed-while-reading", "it vanished after the folder was listed", { cause: error });
    if (code === "ELOOP" || code === "ENXIO") throw new DocumentError(file.path, "not-a-regular-file", "it was a file when the folder was listed and is none now", { cause: error });
    throw new DocumentError(file.path, "unreadable", code, { cause: error });
  }
}

/** The bytes, `null` when there are fewer than promised. */
async function readAll(handle: FileHandle, size: number, signal: AbortSignal | undefined): Promise<Uint8Array<ArrayBuffer> | null> {
  const bytes = new Uint8Array(size);
  for (let at = 0; at < size; ) {
    signal?.throwIfAborted();
    const { bytesRead } = await handle.read(bytes, at, Math.min(readBytes, size - at), at);
    if (bytesRead === 0) return null;
    at += bytesRead;
  }
  return bytes;
}

function isSame(before: Stats, after: Stats): boolean {
  return before.size === after.size && before.mtimeMs === after.mtimeMs && before.ino === after.ino;
}

function codeOf(error: unknown): string {
  return typeof error === "object" && error !== null && "code" in error ? String(error.code) : "unknown";
}
