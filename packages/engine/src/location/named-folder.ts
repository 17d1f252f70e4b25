import type { IndexLocation } from "./index-location.js";
import { liesIn } from "./lies-in.js";
import { OtherFolderError } from "./other-folder-error.js";

/**
 * An index that was named together with a folder: the folder must be the one that is recorded, or lie in it, unless it
 * replaces that.
 *
 * @throws {@link OtherFolderError} if it does not
 */
export async function namedFolder(
  given: string,
  found: IndexLocation,
  overrideFolder: boolean,
): Promise<IndexLocation> {
  if (found.folderFrom === "guess") return { ...found, folder: given, folderFrom: "caller" };
  if ((await liesIn(found.folder, given)) && (await liesIn(given, found.folder))) return found;
  if (overrideFolder) return { ...found, folder: given, folderFrom: "caller" };
  if (await liesIn(given, found.folder)) return found;
  throw new OtherFolderError(given, found);
}
