import { stripInvisible } from "./strip-invisible.js";

/** A name or heading of a document on one line, cut where it is longer than a line should be. */
export function oneLine(text: string, maxCharacters = 200): string {
  const line = stripInvisible(text).replaceAll(/\s+/gu, " ").trim();
  return line.length <= maxCharacters ? line : `${line.slice(0, maxCharacters - 1).toWellFormed()}…`;
}
