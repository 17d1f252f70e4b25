import { closeSync, openSync, readSync } from "node:fs";
import { indexFiles } from "./files.js";
import { schemaVersion } from "./schema.js";

/** Where the SQLite header has `user_version` (https://www.sqlite.org/fileformat.html, 1.3). */
const versionOffset = 60;

/**
 * Whether the index in a folder was written by an earlier version. It can be read as it is; opening it for writing
 * brings it forward, with nothing embedded again. `false` where there is no index.
 */
export function hasOlderFormat(dir: string): boolean {
  const header = Buffer.alloc(versionOffset + 4);
  try {
    const file = openSync(indexFiles(dir).database, "r");
    try {
      if (readSync(file, header, 0, header.length, 0) < header.length) return false;
    } finally {
      closeSync(file);
    }
  } catch {
    return false;
  }
  return header.readUInt32BE(versionOffset) < schemaVersion;
}
