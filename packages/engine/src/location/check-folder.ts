import { InvalidOptionError, isVolumePath } from "@ragstone/core";
import { folderState, type FolderState } from "./folder-state.js";

const hints: Readonly<Record<Exclude<FolderState, "present">, string>> = {
  missing: "Check the path: nothing is there.",
  unreadable: "Check the permissions of the folder and of those above it, and that it is mounted.",
  "not-a-folder": "It is a file. Give the folder that contains it; `include` limits an index to single files.",
};

/**
 * Makes sure that `folder` can be walked. One of a volume is asked for by the walk itself.
 *
 * @throws {@link InvalidOptionError} if it is missing, not a folder, or may not be read
 */
export async function checkFolder(folder: string): Promise<void> {
  if (isVolumePath(folder)) return;
  const state = await folderState(folder);
  if (state !== "present")
    throw new InvalidOptionError("folder", folder, "a folder that exists and may be read", hints[state]);
}
