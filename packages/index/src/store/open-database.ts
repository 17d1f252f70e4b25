import {
  accessSync,
  closeSync,
  constants,
  copyFileSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { IndexError, type IndexFingerprint } from "@ragstone/core";
import { classify, damaged, sqliteCode } from "./classify.js";
import { Database } from "./database.js";
import { openConnection } from "./driver.js";
import { indexFiles, type IndexFiles } from "./files.js";
import { migrate } from "./migrate.js";
import { applicationId, schema, schemaVersion } from "./schema.js";

/** Bytes of a page: most chunks fit one. */
const pageBytes = 8192;

/**
 * How long a statement waits for a lock before the index counts as locked. Readers wait only while a crash is
 * recovered.
 */
const busyTimeoutMs = 5000;

export interface OpenedDatabase {
  readonly database: Database;
  /** Deletes the copies made while opening. */
  readonly dispose: () => void;
}

/**
 * Creates an index file under a temporary name and renames it, so that a crash leaves either no index or a whole one.
 */
export function createDatabase(files: IndexFiles, fingerprint: IndexFingerprint, segmentSize: number): void {
  const sibling = `${files.database}.new`;
  try {
    mkdirSync(files.dir, { recursive: true });
    if (!existsSync(files.ignore)) writeFileSync(files.ignore, "*\n");
    for (const suffix of ["", "-wal", "-shm", "-journal"]) rmSync(sibling + suffix, { force: true });
    const database = new Database(openConnection(sibling), files.dir);
    // Not synced statement by statement: the whole file is, before it gets its name.
    database.exec(
      [
        "PRAGMA synchronous = OFF",
        `PRAGMA page_size = ${pageBytes}`,
        "PRAGMA auto_vacuum = INCREMENTAL",
        `PRAGMA application_id = ${applicationId}`,
        `PRAGMA user_version = ${schemaVersion}`,
      ].join("; "),
    );
    database.exec(`BEGIN; ${schema}; COMMIT`);
    const meta = {
      fingerprint: JSON.stringify(fingerprint),
      generation: 0,
      next_ordinal: 0,
      next_document: 1,
      next_slot: 0,
      merges: 0,
      epoch: 0,
      segment_size: segmentSize,
    };
    for (const [key, value] of Object.entries(meta))
      database.run("INSERT INTO meta (key, value) VALUES (?, ?)", key, value);
    database.exec("PRAGMA journal_mode = WAL");
    database.close();
    sync(sibling);
    renameSync(sibling, files.database);
    sync(files.dir);
  } catch (error) {
    throw classify(error, files.dir);
  }
}

export function openDatabase(files: IndexFiles, mode: "read" | "write"): OpenedDatabase {
  checkHeader(files);
  const opened = mode === "write" ? openForWriting(files) : openForReading(files);
  try {
    checkVersion(opened.database, files, mode);
    return opened;
  } catch (error) {
    opened.database.close();
    opened.dispose();
    throw error;
  }
}

function openForWriting(files: IndexFiles): OpenedDatabase {
  try {
    accessSync(files.database, constants.W_OK);
  } catch (error) {
    throw classify(error, files.dir);
  }
  const database = connect(files.database, files.dir, false);
  // NORMAL: a killed process loses nothing; a power cut may lose the last commits, never the file
  // (sqlite.org/wal.html).
  database.exec(
    [
      "PRAGMA journal_mode = WAL",
      "PRAGMA synchronous = NORMAL",
      "PRAGMA cache_size = -32000",
      "PRAGMA wal_autocheckpoint = 4000",
      "PRAGMA journal_size_limit = 67108864",
    ].join("; "),
  );
  return { database, dispose: () => {} };
}

function openForReading(files: IndexFiles): OpenedDatabase {
  try {
    return { database: connect(files.database, files.dir, true), dispose: () => {} };
  } catch (error) {
    // SQLITE_READONLY and SQLITE_CANTOPEN: the errors for a folder without write permission, with and without a log.
    const code = sqliteCode((error as { cause?: unknown }).cause);
    if (code !== 8 && code !== 14) throw error;
  }
  // WAL needs to create files next to the database. Without that permission it opens as immutable, which ignores a log
  // that a killed writer left: then both are copied to a writable place.
  const log = `${files.database}-wal`;
  if (existsSync(log) && statSync(log).size > 0) return openCopy(files, log);
  const url = pathToFileURL(files.database);
  url.searchParams.set("immutable", "1");
  return { database: connect(url, files.dir, true), dispose: () => {} };
}

function openCopy(files: IndexFiles, log: string): OpenedDatabase {
  const temporary = mkdtempSync(join(tmpdir(), "ragstone-"));
  const dispose = () => rmSync(temporary, { recursive: true, force: true });
  try {
    const copy = indexFiles(temporary);
    copyFileSync(files.database, copy.database);
    copyFileSync(log, `${copy.database}-wal`);
    return { database: connect(copy.database, files.dir, false), dispose };
  } catch (error) {
    dispose();
    throw classify(error, files.dir);
  }
}

function connect(location: string | URL, dir: string, readOnly: boolean): Database {
  let database: Database | undefined;
  try {
    database = new Database(openConnection(location, { readOnly }), dir);
    database.exec(`PRAGMA busy_timeout = ${busyTimeoutMs}`);
    // The first access to the file: recovers the log of a killed writer.
    database.get("SELECT count(*) FROM sqlite_master");
    return database;
  } catch (error) {
    database?.close();
    throw classify(error, dir);
  }
}

/** Checks the first bytes of the file, since SQLite treats an empty file as an empty database. */
function checkHeader(files: IndexFiles): void {
  const header = Buffer.alloc(100);
  let bytes: number;
  let size: number;
  try {
    const file = openSync(files.database, "r");
    try {
      size = statSync(files.database).size;
      bytes = readSync(file, header, 0, 100, 0);
    } finally {
      closeSync(file);
    }
  } catch (error) {
    if ((error as { code?: unknown }).code === "ENOENT") throw missing(files);
    throw classify(error, files.dir);
  }
  if (bytes === 0) throw damaged(files.dir, "index.sqlite has no bytes");
  if (header.toString("latin1", 0, 16) !== "SQLite format 3\0") {
    const blank = header.subarray(0, bytes).every((byte) => byte === 0);
    if (blank) throw damaged(files.dir, "index.sqlite begins with zeros");
    throw foreign(files, "index.sqlite is not an SQLite file");
  }
  if (bytes < 100) throw damaged(files.dir, `index.sqlite has ${bytes} bytes`);
  if (header.readUInt32BE(68) !== applicationId) throw foreign(files, "index.sqlite was made by another program");
  const log = `${files.database}-wal`;
  const logged = existsSync(log) && statSync(log).size > 0;
  // If there is a log, the file may legitimately be shorter than its header states.
  const expected = header.readUInt16BE(16) * header.readUInt32BE(28);
  if (!logged && size < expected) throw damaged(files.dir, `index.sqlite has ${size} of ${expected} bytes`);
}

function checkVersion(database: Database, files: IndexFiles, mode: "read" | "write"): void {
  const version = database.get<{ user_version: number }>("PRAGMA user_version")?.user_version ?? 0;
  if (version > schemaVersion) {
    throw new IndexError(
      "index-newer",
      `The index ${files.dir} has format ${version}; this version reads up to ${schemaVersion}.`,
      {
        hint: "Update ragstone, or delete the folder and index again.",
        data: { index: files.dir, version },
      },
    );
  }
  if (version < schemaVersion) migrate(database, files, version, mode);
}

export function missing(files: IndexFiles): IndexError {
  return new IndexError("index-missing", `There is no index in ${files.dir}.`, {
    hint: "Index the folder of the documents first.",
    data: { index: files.dir },
  });
}

function foreign(files: IndexFiles, detail: string): IndexError {
  return new IndexError("index-foreign", `The folder ${files.dir} does not contain an index of ragstone: ${detail}.`, {
    hint: "Move that file away, or keep the index in another folder.",
    data: { index: files.dir },
  });
}

function sync(path: string): void {
  try {
    const handle = openSync(path, "r");
    try {
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
  } catch (error) {
    // Windows cannot sync a folder.
    if (!["EPERM", "EISDIR", "EACCES", "EINVAL"].includes(String((error as { code?: unknown }).code))) throw error;
  }
}

/** Bytes of all files of the index. */
export function bytesOnDisk(files: IndexFiles): number {
  let bytes = 0;
  for (const name of readdirSync(files.dir))
    bytes += statSync(join(files.dir, name), { throwIfNoEntry: false })?.size ?? 0;
  return bytes;
}
