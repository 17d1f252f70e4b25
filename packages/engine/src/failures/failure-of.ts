import { isRagstoneError, RagstoneError } from "@ragstone/core";

const noPermission: ReadonlySet<unknown> = new Set(["EACCES", "EPERM", "EROFS"]);
const noSpace: ReadonlySet<unknown> = new Set(["ENOSPC", "EDQUOT"]);

/**
 * Any thrown value as a {@link RagstoneError}: one that is typed already as it is, an error of the file system with
 * code `disk-full` or `permission-denied`, everything else with code `unexpected`. The original is the `cause`.
 */
export function failureOf(error: unknown): RagstoneError {
  if (isRagstoneError(error)) return error;
  const code: unknown = (error as NodeJS.ErrnoException | null | undefined)?.code;
  const message = error instanceof Error ? error.message : String(error);
  if (noSpace.has(code))
    return new RagstoneError("disk-full", `The disk is full: ${message}`, {
      hint: "Free some space and try again; everything committed before is kept.",
      cause: error,
    });
  if (noPermission.has(code))
    return new RagstoneError("permission-denied", message, {
      hint: "Change the permissions of that path, or keep the index in another folder.",
      cause: error,
    });
  return new RagstoneError("unexpected", message, {
    hint: "This should not happen. Please report it with the stack trace of the error's cause.",
    cause: error,
  });
}
