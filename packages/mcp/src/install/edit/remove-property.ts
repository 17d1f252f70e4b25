import type { Node } from "jsonc-parser";
import { endOfMember, splice, startsLine } from "./member-bounds.js";

/** Removes a member with its line. Unlike the parser's own edit it keeps the comments around it. */
export function removeProperty(text: string, object: Node, property: Node): string {
  const members = object.children!;
  const previous = members[members.indexOf(property) - 1];
  const end = property.offset + property.length;
  const { comma } = endOfMember(text, end);
  const isNextToComma = comma === null || text.slice(end, comma - 1).trim() === "";
  const removed = isNextToComma
    ? withoutRange(text, property.offset, comma ?? end)
    : withoutRange(splice(text, comma - 1, "", comma), property.offset, end);
  if (comma !== null || previous === undefined) return removed;
  const before = endOfMember(text, previous.offset + previous.length).comma!;
  return splice(removed, before - 1, "", before);
}

function withoutRange(text: string, start: number, end: number): string {
  if (!startsLine(text, start)) return splice(text, start - /[ \t]*$/u.exec(text.slice(0, start))![0].length, "", end);
  const rest = /^[ \t]*\r?\n/u.exec(text.slice(end))?.[0];
  return rest === undefined
    ? splice(text, start, "", end)
    : splice(text, text.lastIndexOf("\n", start - 1) + 1, "", end + rest.length);
}
