import { DocumentError } from "@ragstone/core";
import { createHash } from "node:crypto";
import { close, closeSync, constants, fstatSync, open, read, readSync, type Stats } from "node:fs";
import { promisify } from "node:util";
import { causeOf } from "../walk/cause-of.js";
import type { ReadFile } from "./read-file.js";
import { readRemoteFile } from "./read-remote-file.js";
import { cloudOnlyDetail } from "../walk/cloud-only-detail.js";
import { defaultMaxBytes } from "../walk/default-max-bytes.js";
import type { WalkedFile } from "../walk/walk-entry.js";

/** The properties of a found file that are needed to read it. */
type NamedFile = Pick<WalkedFile, "path" | "absolutePath" | "bytes" | "cloudOnly"> &
  Partial<Pick<WalkedFile, "remote" | "modifiedMs">>;

const openAsync = promisify(open);
const readAsync = promisify(read);
const closeAsync = promisify(close);

/** Bytes of one read: a caller that aborts waits for one of these at most. */
const readBytes = 4 * 1024 * 1024;

/**
 * Files up to this size are read by the calling thread once they are open: handing each step to another thread costs
 * three times as much.
 */
const maxSyncBytes = 128 * 1024;

/**
 * Reads a file that {@link walkFolder} found, and computes the SHA-256 of the bytes read. Follows no link, waits for no
 * pipe, and detects changes to the file during the read: then it reads once more, and gives up if the file changes
 * again. Memory: the file's size.
 *
 * @throws {@link DocumentError} `cloud-only`, `unreadable`, `too-large`, `not-a-regular-file` or `changed-while-reading`
 * @throws {@link RemoteError} if the service of a remote file cannot be used
 * @throws the signal's reason when aborted
 */
export async function readWalkedFile(
  file: NamedFile,
  options: { readonly maxBytes?: number; readonly signal?: AbortSignal } = {},
): Promise<ReadFile> {
  const { maxBytes = defaultMaxBytes, signal } = options;
  signal?.throwIfAborted();
  if (file.remote !== undefined) return readRemoteFile(file, file.remote.folder, { maxBytes, signal });
  if (file.cloudOnly === true) throw new DocumentError(file.path, "cloud-only", cloudOnlyDetail);
  const descriptor = await openRegular(file);
  const isSmall = file.bytes <= maxSyncBytes;
  try {
    for (let attempt = 0; attempt < 2; attempt += 1) {
      const before = fstatSync(descriptor);
      if (!before.isFile())
        throw new DocumentError(
          file.path,
          "not-a-regular-file",
          "it was a file when the folder was listed and is none now",
        );
      if (before.size > maxBytes)
        throw new DocumentError(file.path, "too-large", `${before.size} bytes; the limit is ${maxBytes}`);
      const bytes = await readAll(descriptor, before.size, isSmall && before.size <= maxSyncBytes, signal);
      if (bytes !== null && isSame(before, fstatSync(descriptor))) {
        return {
          path: file.path,
          bytes,
          sha256: createHash("sha256").update(bytes).digest("hex"),
          modifiedMs: before.mtimeMs,
        };
      }
    }
  } catch (error) {
    if (signal?.aborted === true || error instanceof DocumentError) throw error;
    throw new DocumentError(file.path, "unreadable", causeOf(error), { cause: error });
  } finally {
    if (isSmall) closeSync(descriptor);
    else await closeAsync(descriptor);
  }
  throw new DocumentError(file.path, "changed-while-reading", "it changed twice while it was read");
}

async function openRegular(file: NamedFile): Promise<number> {
  try {
    return await openAsync(
      file.absolutePath,
      constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0),
    );
  } catch (error) {
    const code = causeOf(error);
    if (code === "ENOENT" || code === "ENOTDIR")
      throw new DocumentError(file.path, "changed-while-reading", "it vanished after the folder was listed", {
        cause: error,
      });
    if (code === "ELOOP" || code === "ENXIO")
      throw new DocumentError(
        file.path,
        "not-a-regular-file",
        "it was a file when the folder was listed and is none now",
        { cause: error },
      );
    throw new DocumentError(file.path, "unreadable", code, { cause: error });
  }
}

/** The bytes, `null` when there are fewer than promised. */
async function readAll(
  descriptor: number,
  size: number,
  sync: boolean,
  signal: AbortSignal | undefined,
): Promise<Uint8Array<ArrayBuffer> | null> {
  const bytes = new Uint8Array(size);
  for (let at = 0; at < size;) {
    signal?.throwIfAborted();
    const length = Math.min(readBytes, size - at);
    const bytesRead = sync
      ? readSync(descriptor, bytes, at, length, at)
      : (await readAsync(descriptor, bytes, at, length, at)).bytesRead;
    if (bytesRead === 0) return null;
    at += bytesRead;
  }
  return bytes;
}

function isSame(before: Stats, after: Stats): boolean {
  return before.size === after.size && before.mtimeMs === after.mtimeMs && before.ino === after.ino;
}
