/**
 * Code points of the bytes 0x80 to 0x9F (WHATWG Encoding Standard, index windows-1252). `TextDecoder` would do, but
 * several versions of Node decode these bytes as Latin-1 controls.
 */
const high =
  "\u20AC\u0081\u201A\u0192\u201E\u2026\u2020\u2021\u02C6\u2030\u0160\u2039\u0152\u008D\u017D\u008F\u0090\u2018\u2019\u201C\u201D\u2022\u2013\u2014\u02DC\u2122\u0161\u203A\u0153\u009D\u017E\u0178";

/** Replaces control characters that no text has by the characters that their bytes are in windows-1252. */
export function restoreWindows1252(text: string): string {
  return text.replace(/[\x80-\x9F]/g, (character) => high.charAt(character.charCodeAt(0) - 0x80));
}
