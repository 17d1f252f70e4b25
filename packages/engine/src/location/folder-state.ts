import { access, constants, stat } from "node:fs/promises";

/** `unreadable` also for a network folder that does not answer properly. */
export type FolderState = "present" | "missing" | "unreadable" | "not-a-folder";

/** Whether a folder can be walked. */
export async function folderState(folder: string): Promise<FolderState> {
  try {
    if (!(await stat(folder)).isDirectory()) return "not-a-folder";
    await access(folder, constants.R_OK | constants.X_OK);
    return "present";
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "ENOENT" ? "missing" : "unreadable";
  }
}
