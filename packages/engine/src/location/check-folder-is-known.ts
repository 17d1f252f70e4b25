import { InvalidOptionError } from "@ragstone/core";
import type { IndexLocation } from "./index-location.js";

/** @throws {@link InvalidOptionError} if nobody knows which folder an index belongs to */
export function checkFolderIsKnown({ dir, folderFrom }: IndexLocation): void {
  if (folderFrom !== "guess") return;
  throw new InvalidOptionError(
    "folder",
    undefined,
    "the documents' folder",
    `The settings of the index in ${dir} are lost: say which folder it belongs to.`,
  );
}
