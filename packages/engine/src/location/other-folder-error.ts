import { InvalidOptionError } from "@ragstone/core";
import type { IndexLocation } from "./index-location.js";

/** An index records another folder than the one it was opened with. `code` is `invalid-option`. */
export class OtherFolderError extends InvalidOptionError {
  readonly folder: string;

  constructor(folder: string, { dir, name = dir, folder: recorded }: IndexLocation) {
    super(
      "folder",
      folder,
      `${recorded}, the folder of the index in ${name}`,
      "Leave the folder out to use the recorded one, or give the other folder an index of its own. " +
        "If the documents are there now, set overrideFolder.",
    );
    this.folder = folder;
  }
}
