import { access, constants, stat } from "node:fs/promises";
import { InvalidOptionError } from "@ragstone/core";

/**
 * Makes sure that `folder` can be walked.
 *
 * @throws {@link InvalidOptionError} if it is missing, not a folder, or may not be read
 */
export async function checkFolder(folder: string): Promise<void> {
  const expected = "a folder that exists and may be read";
  let isDirectory: boolean;
  try {
    isDirectory = (await stat(folder)).isDirectory();
  } catch (error) {
    const missing = (error as NodeJS.ErrnoException).code === "ENOENT";
    throw new InvalidOptionError(
      "FOLDER",
      folder,
      expected,
      missing ? "Check the path: nothing is there." : "Check the permissions of the folder and of those above it.",
    );
  }
  if (!isDirectory)
    throw new InvalidOptionError(
      "FOLDER",
      folder,
      expected,
      "It is a file. Give the folder that holds it, with --include to index this file alone.",
    );
  try {
    await access(folder, constants.R_OK | constants.X_OK);
  } catch {
    throw new InvalidOptionError(
      "FOLDER",
      folder,
      expected,
      "You may not read it: change its permissions, or run as a user who may.",
    );
  }
}
