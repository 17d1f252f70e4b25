import { RagstoneError } from "@ragstone/core";

/** A settings file cannot be read or changed; it is left as it was. */
export function configFileError(path: string, reason: string, hint: string, cause?: unknown): RagstoneError {
  return new RagstoneError("agent-settings", `${path} is left as it is: ${reason}.`, { hint, cause, data: { path } });
}

const reasons: Readonly<Record<string, readonly [reason: string, hint: string]>> = {
  EACCES: ["it may not be accessed", "Change its permissions or those of its folder."],
  EPERM: ["the system does not permit it", "Close the program that uses it, or change its permissions."],
  EROFS: ["it is on a read-only file system", "Change it where the file comes from."],
  ENOSPC: ["no space is left on the device", "Free some space and run the command again."],
  ELOOP: ["its links form a circle", "Repair the link."],
  ENOTDIR: ["a file is where its folder should be", "Move that file away."],
  EEXIST: ["a file is where its folder should be", "Move that file away."],
};

/** A failure of the file system in words. */
export function fileSystemError(path: string, error: unknown): RagstoneError {
  const { code = "", message } = error as NodeJS.ErrnoException;
  const [reason, hint] = reasons[code] ?? [message, "Look at the file and its folder, then run the command again."];
  return configFileError(path, reason, hint, error);
}
