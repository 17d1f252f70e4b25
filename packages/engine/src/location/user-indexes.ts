import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { readdir, realpath } from "node:fs/promises";
import { basename, join } from "node:path";
import { isVolumePath } from "@ragstone/core";
import { resolveFolder } from "./resolve-folder.js";
import { folderId } from "./folder-id.js";
import type { IndexLocation } from "./index-location.js";
import { readIndexSettings } from "@ragstone/index/local";
import type { Machine } from "./machine.js";

interface UserIndex {
  readonly dir: string;
  /** The folder that it records. */
  readonly folder: string;
  readonly folderId: string | undefined;
}

/** Indexes of folders that are synced, on a network share or in a volume, which live in the user's data folder. */
export class UserIndexes {
  readonly #indexes: readonly UserIndex[];

  private constructor(indexes: readonly UserIndex[]) {
    this.#indexes = indexes;
  }

  static async read(machine: Machine): Promise<UserIndexes> {
    const parent = parentOf(machine);
    const names = await readdir(parent).catch(() => []);
    const indexes = names.map(async (name): Promise<UserIndex[]> => {
      const dir = join(parent, name);
      const settings = await readIndexSettings(dir);
      return settings === null
        ? []
        : [{ dir, folder: resolveFolder(settings.folder, dir), folderId: settings.folderId }];
    });
    return new UserIndexes((await Promise.all(indexes)).flat());
  }

  /** The index of exactly this folder, also when the folder was moved or renamed since. */
  async of(folder: string): Promise<IndexLocation | null> {
    if (this.#indexes.length === 0) return null;
    const real = isVolumePath(folder) ? folder : await realpath(folder).catch(() => folder);
    const recorded = this.#indexes.find((index) => index.folder === folder || index.folder === real);
    if (recorded !== undefined) return locationOf(recorded, recorded.folder);
    if (isVolumePath(folder)) return null;
    const orphans = this.#indexes.filter(
      (index) => index.folderId !== undefined && !isVolumePath(index.folder) && !existsSync(index.folder),
    );
    if (orphans.length === 0) return null;
    const id = await folderId(folder);
    const moved = orphans.find((index) => index.folderId === id);
    return moved === undefined ? null : locationOf(moved, folder);
  }
}

/** Where the index of a synced folder goes: a name that people recognize, and one for each folder. */
export async function newUserIndex(folder: string, machine: Machine): Promise<IndexLocation> {
  const real = isVolumePath(folder) ? folder : await realpath(folder);
  const name = basename(real)
    .replaceAll(/[^\p{L}\p{N}._-]+/gu, "-")
    .slice(0, 40);
  const base = join(parentOf(machine), `${name}-${createHash("sha256").update(real).digest("hex").slice(0, 12)}`);
  // A folder of that name was indexed before and moved away.
  let dir = base;
  for (let number = 2; existsSync(dir); number += 1) dir = `${base}-${number}`;
  return { dir, folder, folderFrom: "caller", inUserData: true };
}

function parentOf({ dataDir }: Machine): string {
  return join(dataDir, "ragstone", "indexes");
}

function locationOf({ dir }: UserIndex, folder: string): IndexLocation {
  return { dir, folder, folderFrom: "index", inUserData: true };
}
