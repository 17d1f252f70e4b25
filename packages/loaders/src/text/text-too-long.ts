import { constants } from "node:buffer";
import { DocumentError } from "@ragstone/core";

/**
 * The error for a file whose text exceeds the longest string of the JavaScript engine, such as a spreadsheet that
 * repeats one long text in thousands of cells; `null` for errors of another kind.
 */
export function textTooLong(path: string, cause: unknown): DocumentError | null {
  if (!(cause instanceof RangeError) || cause.message !== "Invalid string length") return null;
  const detail = `its text is longer than ${constants.MAX_STRING_LENGTH} characters, the longest that can be read`;
  return new DocumentError(path, "too-large", detail, {
    cause,
    hint: "If the document is genuine, split it; a file that expands like this is usually an attack.",
  });
}
