import { readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { IndexError } from "@ragstone/core";
import { classify, sqliteCode } from "./classify.js";
import { openConnection, type Connection } from "./driver.js";
import type { IndexFiles } from "./files.js";

export interface WriterLock {
  release(): void;
}

interface Holder {
  readonly pid: number;
  readonly host: string;
  readonly startedAt: string;
}

/**
 * Acquires the single writer's lock: an exclusive SQLite lock on a dedicated file, so the operating system frees it
 * however the process dies. `writer.json` next to it only names the holder.
 *
 * @throws {@link IndexError} `index-locked` naming the process that has the lock
 */
export function takeWriterLock(files: IndexFiles): WriterLock {
  const connection = acquire(files);
  const holder: Holder = {
    pid: process.pid,
    host: hostname(),
    startedAt: new Date(Date.now() - process.uptime() * 1000).toISOString(),
  };
  try {
    const sibling = `${files.writer}.${process.pid}`;
    writeFileSync(sibling, `${JSON.stringify(holder)}\n`);
    renameSync(sibling, files.writer);
  } catch (error) {
    connection.close();
    throw classify(error, files.dir);
  }
  return {
    release() {
      rmSync(files.writer, { force: true });
      connection.close();
    },
  };
}

function acquire(files: IndexFiles, replaced = false): Connection {
  let connection: Connection | undefined;
  try {
    connection = openConnection(files.lock);
    connection.exec("PRAGMA busy_timeout = 0; PRAGMA journal_mode = DELETE; BEGIN EXCLUSIVE");
    return connection;
  } catch (error) {
    connection?.close();
    const code = sqliteCode(error);
    if (code === 5 || code === 6) throw locked(files, error);
    // The file is empty of data, so a damaged one is replaced. SQLITE_NOTADB = 26, SQLITE_CORRUPT = 11.
    if ((code === 26 || code === 11) && !replaced) {
      rmSync(files.lock, { force: true });
      return acquire(files, true);
    }
    throw classify(error, files.dir);
  }
}

function locked(files: IndexFiles, cause: unknown): IndexError {
  const holder = readHolder(files);
  // SQLite returns the same code for a held lock and for a file system without locks.
  const who =
    holder === null
      ? "another process, or its file system has no locks"
      : `process ${holder.pid} on ${holder.host}, running since ${holder.startedAt}`;
  return new IndexError(
    "index-locked",
    `The index ${files.dir} is being written by ${who}; one process writes at a time.`,
    {
      hint:
        "Wait until it ends, or stop it. The lock of a process that died is released. " +
        "On a network drive without locks, keep the index on a local disk.",
      cause,
      data: { index: files.dir, ...holder },
    },
  );
}

function readHolder(files: IndexFiles): Holder | null {
  try {
    const { pid, host, startedAt } = JSON.parse(readFileSync(files.writer, "utf8")) as Holder;
    return { pid, host, startedAt };
  } catch {
    return null;
  }
}
