/** Why a call of the file system failed: its code, such as `EACCES`, else what the error says. */
export function causeOf(error: unknown): string {
  if (typeof error === "object" && error !== null && "code" in error && typeof error.code === "string")
    return error.code;
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}
