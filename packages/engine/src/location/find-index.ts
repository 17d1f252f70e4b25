import { existsSync } from "node:fs";
import { basename, dirname, isAbsolute, join, parse, relative, resolve, sep } from "node:path";
import { indexFolderName, type IndexLocation } from "./index-location.js";
import type { Machine } from "./machine.js";
import { UserIndexes } from "./user-indexes.js";
import { readIndexSettings, settingsFile } from "@ragstone/index/local";

/**
 * The index that `start` lies in: its own or the nearest above it; `null` when there is none. Of each folder, the index
 * in it comes before the one in the user's data.
 */
export async function findIndex(start: string, machine: Machine): Promise<IndexLocation | null> {
  const elsewhere = await UserIndexes.read(machine);
  for (let folder = resolve(start); ; folder = dirname(folder)) {
    const location = (await locationOf(join(folder, indexFolderName))) ?? (await elsewhere.of(folder));
    if (location !== null) return location;
    if (folder === parse(folder).root) return null;
  }
}

/** The index in `dir`, with the folder that it records; `null` when `dir` contains none. */
export async function locationOf(dir: string): Promise<IndexLocation | null> {
  const absolute = resolve(dir);
  if (!isIndex(absolute)) return null;
  const settings = await readIndexSettings(absolute);
  if (settings !== null) return { dir: absolute, folder: resolve(absolute, settings.folder), folderFrom: "index" };
  // Settings lost or damaged: next to the documents is where an index lives by default.
  return basename(absolute) === indexFolderName
    ? { dir: absolute, folder: dirname(absolute), folderFrom: "index" }
    : { dir: absolute, folder: absolute, folderFrom: "guess" };
}

/** How settings name the documents' folder: relative, so that both can be moved together. */
export function folderReference({ dir, folder }: IndexLocation): string {
  const path = relative(dir, folder);
  const first = (absolute: string) => absolute.slice(parse(absolute).root.length).split(sep)[0];
  if (isAbsolute(path) || first(dir) !== first(folder)) return folder;
  return path === "" ? "." : path.split(sep).join("/");
}

function isIndex(dir: string): boolean {
  return existsSync(join(dir, settingsFile)) || existsSync(join(dir, "index.sqlite"));
}
