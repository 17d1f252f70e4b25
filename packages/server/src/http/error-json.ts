import type { RagstoneError } from "@ragstone/core";

/** An error as every route reports it. */
export function errorJson({ code, message, hint }: RagstoneError) {
  return { error: { code, message, hint } };
}
