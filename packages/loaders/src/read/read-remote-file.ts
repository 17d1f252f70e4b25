import { DocumentError, RemoteError, type RemoteFolder } from "@ragstone/core";
import { createHash } from "node:crypto";
import type { WalkedFile } from "../walk/walk-entry.js";
import type { ReadFile } from "./read-file.js";

/** Attempts at a file that changes while it is read. */
const attempts = 2;

type RemoteFile = Pick<WalkedFile, "path" | "absolutePath" | "bytes"> & Partial<Pick<WalkedFile, "modifiedMs">>;

/**
 * Reads a file of a remote folder. One of another size than its listing is asked about again: it may have changed, or
 * its content may have been cut on the way. Its time is that of the listing, so that a later change is noticed.
 *
 * @throws {@link DocumentError} `unreadable`, `too-large` or `changed-while-reading`
 * @throws {@link RemoteError} if the service cannot be used at all
 */
export async function readRemoteFile(
  { path, absolutePath, bytes: listed, modifiedMs = 0 }: RemoteFile,
  folder: RemoteFolder,
  options: { readonly maxBytes: number; readonly signal: AbortSignal | undefined },
): Promise<ReadFile> {
  try {
    for (let attempt = 1; attempt <= attempts; attempt += 1) {
      const { bytes, etag } = await folder.read(absolutePath, options);
      const isWhole = bytes.length === listed || bytes.length === (await folder.stat(absolutePath, options)).bytes;
      if (!isWhole) continue;
      return { path, bytes, sha256: createHash("sha256").update(bytes).digest("hex"), modifiedMs, etag };
    }
  } catch (error) {
    options.signal?.throwIfAborted();
    throw error instanceof RemoteError ? (documentErrorOf(path, error, options.maxBytes) ?? error) : error;
  }
  throw new DocumentError(path, "changed-while-reading", "its size is not the one that the service reports");
}

/** The error of this file alone; `null` for one that every file would meet. */
function documentErrorOf(path: string, error: RemoteError, maxBytes: number): DocumentError | null {
  const { code, message, status } = error;
  if (code === "folder-missing")
    return new DocumentError(path, "changed-while-reading", "it vanished after the folder was listed", {
      cause: error,
    });
  if (code === "response-too-large")
    return new DocumentError(path, "too-large", `it is larger than the limit of ${maxBytes} bytes`, { cause: error });
  const isOfFile =
    code === "permission-denied" || code === "request-rejected" || (code === "service-failed" && status === 500);
  return isOfFile ? new DocumentError(path, "unreadable", message, { cause: error }) : null;
}
