import { IndexError, isRagstoneError } from "@ragstone/core";

/** Primary result codes, https://www.sqlite.org/rescode.html */
const codes = {
  perm: 3,
  busy: 5,
  locked: 6,
  readOnly: 8,
  ioError: 10,
  corrupt: 11,
  full: 13,
  cantOpen: 14,
  notADatabase: 26,
} as const;

/**
 * SQLite's messages for them, where a driver gives only the text (https://www.sqlite.org/c3ref/errcode.html,
 * `sqlite3ErrStr`).
 */
const texts: ReadonlyMap<string, number> = new Map([
  ["access permission denied", codes.perm],
  ["database is locked", codes.busy],
  ["database table is locked", codes.locked],
  ["attempt to write a readonly database", codes.readOnly],
  ["disk I/O error", codes.ioError],
  ["database disk image is malformed", codes.corrupt],
  ["database or disk is full", codes.full],
  ["unable to open database file", codes.cantOpen],
  ["file is not a database", codes.notADatabase],
]);

/** The primary SQLite result code of a driver's error, or `null`. */
export function sqliteCode(error: unknown): number | null {
  const { errcode, code, message } = (error ?? {}) as { errcode?: unknown; code?: unknown; message?: unknown };
  if (typeof errcode === "number") return errcode & 0xff;
  return code === "ERR_SQLITE_ERROR" && typeof message === "string" ? (texts.get(message) ?? null) : null;
}

/** A driver's or the file system's error as an {@link IndexError}; anything else as it is. */
export function classify(error: unknown, dir: string): unknown {
  if (isRagstoneError(error)) return error;
  const data = { index: dir };
  const system = (error as { code?: unknown } | null)?.code;
  const code = sqliteCode(error);
  if (code === codes.full || system === "ENOSPC" || system === "EDQUOT") {
    return new IndexError(
      "disk-full",
      `No space is left for the index ${dir}; the pending write is rolled back, earlier commits are kept.`,
      {
        hint: "Free some space and run the same command again.",
        cause: error,
        data,
      },
    );
  }
  if (code === codes.corrupt || code === codes.notADatabase || isSchemaLost(error))
    return damaged(dir, (error as Error).message, error);
  if (code === codes.busy || code === codes.locked) {
    return new IndexError(
      "index-locked",
      `The index ${dir} is in use by another process for longer than it can be waited for.`,
      {
        hint:
          "Try again when the other process has ended. " +
          "On a network drive without locks, keep the index on a local disk.",
        cause: error,
        data,
      },
    );
  }
  if (
    code === codes.readOnly ||
    code === codes.perm ||
    system === "EROFS" ||
    system === "EACCES" ||
    system === "EPERM"
  ) {
    return new IndexError("index-read-only", `The index ${dir} cannot be written: ${(error as Error).message}.`, {
      hint: "Make the folder writable, or keep the index in another folder.",
      cause: error,
      data,
    });
  }
  if (system === "EEXIST" || system === "ENOTDIR") {
    return new IndexError("index-foreign", `The index ${dir} cannot be made: a file is in the way.`, {
      hint: "Move that file away, or keep the index in another folder.",
      cause: error,
      data,
    });
  }
  if (code === codes.ioError || code === codes.cantOpen) {
    return new IndexError("index-damaged", `The index ${dir} cannot be read or written: ${(error as Error).message}.`, {
      hint: "Check the disk and the file system (a network folder may lack file locks).",
      cause: error,
      data,
    });
  }
  return error;
}

/** Our own statements only name objects that every index has. */
function isSchemaLost(error: unknown): boolean {
  return error instanceof Error && /^no such (table|column|index)\b/.test(error.message);
}

/** An error while reading stored data: besides those that {@link classify} knows, rows with invalid contents. */
export function classifyDecoding(error: unknown, dir: string): unknown {
  const isGarbled =
    error instanceof SyntaxError ||
    (error instanceof RangeError && /offset|typed array|out of bounds/i.test(error.message));
  return isGarbled ? damaged(dir, `a row cannot be decoded (${error.message})`, error) : classify(error, dir);
}

export function damaged(dir: string, detail: string, cause?: unknown): IndexError {
  return new IndexError("index-damaged", `The index ${dir} is damaged: ${detail}.`, {
    hint: "Let doctor() repair it; if that does not help, delete the folder and index again.",
    cause,
    data: { index: dir },
  });
}
