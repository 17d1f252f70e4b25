/** The cause of a failed file system call: its code, such as `EACCES`, else the error's message. */
export function causeOf(error: unknown): string {
  if (typeof error === "object" && error !== null && "code" in error && typeof error.code === "string")
    return error.code;
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}
