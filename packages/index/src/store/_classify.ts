import { IndexError, isRagstoneError } from "@ragstone/core";

/** Primary result codes, https://www.sqlite.org/rescode.html */
const codes = { perm: 3, busy: 5, locked: 6, readOnly: 8, ioError: 10, corrupt: 11, full: 13, cantOpen: 14, notADatabase: 26 } as const;

/** The primary SQLite result code of a driver's error, or `null`. */
export function sqliteCode(error: unknown): number | null {
  const code = (error as { errcode?: unknown } | null)?.errcode;
  return typeof code === "number" ? code & 0xff : null;
}

/** A driver's or the file system's error as an {@link IndexError}; anything else as it is. */
export function classify(error: unknown, dir: string): unknown {
  if (isRagstoneError(error)) return error;
  const data = { index: dir };
  const system = (error as { code?: unknown } | null)?.code;
  const code = sqliteCode(error);
  if (code === codes.full || system === "ENOSPC" || system === "EDQUOT") {
    return new IndexError("disk-full", `No space is left for the index ${dir}; what was being written is undone, what was committed before is there.`, {
      hint: "Free some space and run the same command again.", cause: error, data,
    });
  }
  if (code === codes.corrupt || code === codes.notADatabase) return damaged(dir, (error as Error).message, error);
  if (code === codes.busy || code === codes.locked) {
    return new IndexError("index-locked", `The index ${dir} is in use by another process for longer than it can be waited for.`, {
      hint: "Try again when the other process has ended.", cause: error, data,
    });
  }
  if (code === codes.readOnly || code === codes.perm || system === "EROFS" || system === "EACCES" || system === "EPERM") {
    return new IndexError("index-read-only", `The index ${dir} cannot be written: ${(error as Error).message}.`, {
      hint: "Make the folder writable, or say --index DIR to keep the index elsewhere.", cause: error, data,
    });
  }
  if (code === codes.ioError || code === codes.cantOpen) {
    return new IndexError("index-damaged", `The index ${dir} cannot be read or written: ${(error as Error).message}.`, {
      hint: "Check the disk and the file system (a network folder may lack file locks); `ragstone doctor` says more.", cause: error, data,
    });
  }
  return error;
}

export function damaged(dir: string, detail: string, cause?: unknown): IndexError {
  return new IndexError("index-damaged", `The index ${dir} is damaged: ${detail}.`, {
    hint: "Run `ragstone doctor --repair`; if that does not help, delete the folder and index again.", cause, data: { index: dir },
  });
}
