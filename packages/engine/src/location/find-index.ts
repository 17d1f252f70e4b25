import { existsSync } from "node:fs";
import { basename, dirname, isAbsolute, join, parse, relative, resolve, sep } from "node:path";
import { isVolumePath } from "@ragstone/core";
import { resolveFolder } from "./resolve-folder.js";
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
  if (isVolumePath(start)) return findVolumeIndex(resolveFolder(start), elsewhere);
  for (let folder = resolve(start); ; folder = dirname(folder)) {
    const location = (await locationOf(join(folder, indexFolderName))) ?? (await elsewhere.of(folder));
    if (location !== null) return location;
    if (folder === parse(folder).root) return null;
  }
}

/** A volume contains no index: those of its folders are in the user's data. */
async function findVolumeIndex(start: string, elsewhere: UserIndexes): Promise<IndexLocation | null> {
  for (let folder = start; folder.includes("/"); folder = folder.slice(0, folder.lastIndexOf("/"))) {
    const location = await elsewhere.of(folder);
    if (location !== null) return location;
  }
  return null;
}

/** The index in `dir`, with the folder that it records; `null` when `dir` contains none. */
export async function locationOf(dir: string): Promise<IndexLocation | null> {
  const absolute = resolve(dir);
  if (!isIndex(absolute)) return null;
  const settings = await readIndexSettings(absolute);
  if (settings !== null)
    return { dir: absolute, folder: resolveFolder(settings.folder, absolute), folderFrom: "index" };
  // Settings lost or damaged: next to the documents is where an index lives by default.
  return basename(absolute) === indexFolderName
    ? { dir: absolute, folder: dirname(absolute), folderFrom: "index" }
    : { dir: absolute, folder: absolute, folderFrom: "guess" };
}

/** How settings name the documents' folder: relative, so that both can be moved together. */
export function folderReference({ dir, folder }: IndexLocation): string {
  if (isVolumePath(folder)) return folder;
  const path = relative(dir, folder);
  const first = (absolute: string) => absolute.slice(parse(absolute).root.length).split(sep)[0];
  if (isAbsolute(path) || first(dir) !== first(folder)) return folder;
  return path === "" ? "." : path.split(sep).join("/");
}

function isIndex(dir: string): boolean {
  return existsSync(join(dir, settingsFile)) || existsSync(join(dir, "index.sqlite"));
}
