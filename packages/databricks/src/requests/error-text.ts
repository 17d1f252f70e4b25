/**
 * An error of the HTTP client in words: its message and the innermost code (`ECONNREFUSED`). Never the error itself,
 * which may contain headers.
 */
export function errorText(error: unknown): string {
  const parts: string[] = [];
  let current: unknown = error;
  for (let depth = 0; depth < 4 && current instanceof Error; depth += 1) {
    const code = (current as { readonly code?: unknown }).code;
    parts.push(
      typeof code === "string" && !current.message.includes(code) ? `${current.message} (${code})` : current.message,
    );
    current = current.cause;
  }
  return parts.filter((part) => part !== "").join(": ") || "unknown failure";
}
