import { isVolumePath, type RagstoneEvent } from "@ragstone/core";
import { locationOf } from "./find-index.js";
import type { IndexLocation } from "./index-location.js";
import type { Machine } from "./machine.js";
import { detectSyncedPlace } from "./detect-synced-place.js";

/**
 * The notice about an index of a synced folder: where a new one is created, and that one inside the folder is at risk.
 */
export async function placeNotice(location: IndexLocation, machine: Machine): Promise<RagstoneEvent | null> {
  const { dir, folder, name, inUserData = false } = location;
  if (name !== undefined) return null;
  if (inUserData && (await locationOf(dir)) !== null) return null;
  if (isVolumePath(folder))
    return inUserData
      ? {
          type: "notice-raised",
          code: "index-elsewhere",
          message: `${folder} is in a volume: its index is kept in ${dir}.`,
        }
      : null;
  const place = await detectSyncedPlace(inUserData ? folder : dir, machine);
  if (place === null) return null;
  if (inUserData) {
    const message = `${folder} is on ${place.service} (${place.root}): its index is kept in ${dir}.`;
    return { type: "notice-raised", code: "index-elsewhere", message };
  }
  return {
    type: "notice-raised",
    code: "index-synced",
    message:
      `The index in ${dir} is on ${place.service}, which may damage it and copies the text of all documents. ` +
      "Remove it and index again: the new index is kept in the user's data folder.",
  };
}
