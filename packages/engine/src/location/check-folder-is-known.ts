import { InvalidOptionError } from "@ragstone/core";
import type { IndexLocation } from "./index-location.js";

/** @throws {@link InvalidOptionError} if the folder of an index is unknown */
export function checkFolderIsKnown({ dir, name, folderFrom }: IndexLocation): void {
  if (folderFrom !== "guess") return;
  throw new InvalidOptionError(
    "folder",
    undefined,
    "the documents' folder",
    name === undefined
      ? `The settings of the index in ${dir} are lost: say which folder it belongs to.`
      : `This machine has indexed no folder into ${name} yet: say which one.`,
  );
}
