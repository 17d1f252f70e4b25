import { failureOf } from "@ragstone/engine/internal";
import { oneLine } from "./one-line.js";

/** Characters of a message: a message may quote a value that a document or a call has. */
const maxMessage = 600;

/** A failure with its code and the fix, on one line. */
export function describeFailure(error: unknown): string {
  const { code, message, hint } = failureOf(error);
  return `${oneLine(message, maxMessage)} (${code}) ${oneLine(inToolWords(hint), maxMessage)}`;
}

/** The library names its methods; a model knows tools. */
function inToolWords(hint: string): string {
  return hint.replaceAll("index()", "`ragstone index`").replaceAll(/\b(search|ask)\(\)/gu, "$1");
}
