import { DocumentError } from "@ragstone/core";
import { textTooLong } from "./text-too-long.js";

const maxCauseCharacters = 160;

/**
 * The error for a file that its parser rejects. The parser's message is part of it, unless the parser stumbled: that a
 * property of something undefined cannot be read says nothing about the file. A text that is too long is `too-large`.
 *
 * @param kind - of the file, such as `workbook`
 */
export function notReadable(path: string, kind: string, cause: unknown): DocumentError {
  const tooLong = textTooLong(path, cause);
  if (tooLong !== null) return tooLong;
  const isMessage = cause instanceof Error && !(cause instanceof TypeError || cause instanceof RangeError);
  const detail = isMessage
    ? cause.message.replace(/\s+/g, " ").trim().slice(0, maxCauseCharacters)
    : "its structure is damaged";
  return new DocumentError(path, "malformed", `not a readable ${kind} (${detail})`, { cause });
}
