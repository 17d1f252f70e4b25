import { join, resolve } from "node:path";
import { IndexError, isVolumePath } from "@ragstone/core";
import { checkFolder } from "./check-folder.js";
import { findIndex, locationOf } from "./find-index.js";
import { indexFolderName, type IndexLocation } from "./index-location.js";
import type { Machine } from "./machine.js";
import { detectSyncedPlace } from "./detect-synced-place.js";
import { newUserIndex } from "./user-indexes.js";
import { namedFolder } from "./named-folder.js";
import { resolveFolder } from "./resolve-folder.js";

export interface LocateOptions {
  readonly folder?: string | undefined;
  /** The index's own folder. */
  readonly index?: string | undefined;
  /** Whether `folder` replaces the one that the index records. */
  readonly overrideFolder?: boolean | undefined;
}

/**
 * Finds an index, or says where a new one goes. The folder of an existing index need not be there: the index answers
 * without it.
 *
 * @throws {@link InvalidOptionError} if there is no index and the folder is missing, not a folder, or may not be read
 * @throws {@link OtherFolderError} if the index records another folder that does not contain `folder`
 * @throws {@link IndexError} `index-missing` if there is neither an index nor a folder to index
 */
export async function locateIndex(
  { folder, index, overrideFolder = false }: LocateOptions,
  machine: Machine,
): Promise<IndexLocation> {
  if (folder === undefined) return locateExisting(index ?? indexFolderName);
  const given = resolveFolder(folder);
  const found = index === undefined ? await findIndex(given, machine) : await locationOf(index);
  if (found === null) {
    await checkFolder(given);
    return index === undefined
      ? newIndex(given, machine)
      : { dir: resolve(index), folder: given, folderFrom: "caller" };
  }
  if (index === undefined) {
    // A name that is mistyped must not open the index of the folders above.
    if (given !== found.folder) await checkFolder(given);
    return found;
  }
  return namedFolder(given, found, overrideFolder);
}

/** Where the data folder is on a share as well, as on many clusters, nothing is gained by it. */
async function newIndex(folder: string, machine: Machine): Promise<IndexLocation> {
  if (isVolumePath(folder)) return newUserIndex(folder, machine);
  const isSynced =
    (await detectSyncedPlace(folder, machine)) !== null && (await detectSyncedPlace(machine.dataDir, machine)) === null;
  if (isSynced) return newUserIndex(folder, machine);
  return { dir: join(folder, indexFolderName), folder, folderFrom: "caller" };
}

async function locateExisting(index: string): Promise<IndexLocation> {
  const location = await locationOf(index);
  if (location !== null) return location;
  const dir = resolve(index);
  throw new IndexError("index-missing", `There is no index in ${dir}.`, {
    hint: "Open it with a folder and index that first.",
    data: { dir },
  });
}
