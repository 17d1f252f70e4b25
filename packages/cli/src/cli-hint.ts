import type { RagstoneError } from "@ragstone/core";
import { OtherFolderError } from "@ragstone/engine/internal";

/** The command to type after an error: the library's hint in terms of flags, if there are some. */
export function cliHint(error: RagstoneError): string {
  if (error instanceof OtherFolderError)
    return (
      `Leave FOLDER out to use the recorded folder, or leave --index out to give ${error.folder} an index of its own. ` +
      `If the documents moved there: --folder ${error.folder}`
    );
  if (error.code === "removal-limit")
    return (
      "Check that the folder is the right one and is mounted. " +
      "If the documents are gone for good: ragstone index --allow-removal"
    );
  return error.hint;
}
