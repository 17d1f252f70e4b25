import type { IndexFingerprint } from "@ragstone/core";
import { damaged } from "./classify.js";
import type { Database } from "./database.js";
import { indexFiles } from "./files.js";
import { openDatabase } from "./open-database.js";

/**
 * The inputs that the index in a folder was made from, without opening it for search.
 *
 * @throws {@link IndexError} `index-missing`, `index-damaged`, `index-foreign`, `index-newer`
 */
export async function readManifest(dir: string): Promise<IndexFingerprint> {
  const opened = openDatabase(indexFiles(dir), "read");
  try {
    return storedFingerprint(opened.database, dir);
  } finally {
    opened.database.close();
    opened.dispose();
  }
}

export function storedFingerprint(database: Database, dir: string): IndexFingerprint {
  const stored = database.get<{ value: string }>("SELECT value FROM meta WHERE key = 'fingerprint'")?.value;
  try {
    return JSON.parse(stored ?? "") as IndexFingerprint;
  } catch (cause) {
    throw damaged(dir, "it does not say what made it", cause);
  }
}
