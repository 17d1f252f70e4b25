import type { Element } from "domhandler";
import type { OfficePart } from "../ooxml/office-part.js";
import type { TextBlock } from "../text/text-block.js";
import { attributeOf, childElements, localName } from "../xml/xml-tree.js";
import type { NoteKind } from "./note-list.js";
import type { WordScope } from "./word-scope.js";

/** The notes of a part by their ids. */
interface NotePart {
  readonly part: OfficePart;
  readonly byId: ReadonlyMap<string, Element>;
}

/** The notes that the text refers to, in order: `[1] text`. */
export function noteBlocks(scope: WordScope, partOf: (kind: NoteKind) => OfficePart | null): TextBlock[] {
  const { notes } = scope.document;
  const parts = { footnotes: notePart(partOf("footnotes")), endnotes: notePart(partOf("endnotes")) };
  const blocks: TextBlock[] = [];
  // A note may refer to another; the list grows while it is read.
  for (let index = 0, note = notes.at(0); note !== undefined; index += 1, note = notes.at(index)) {
    const found = parts[note.kind];
    const element = found?.byId.get(note.id);
    if (found === null || element === undefined) continue;
    const read = scope.readBlocks(childElements(element), { ...scope, part: found.part });
    const text = read.map((block) => block.text).join("\n");
    if (text !== "") blocks.push({ kind: "paragraph", text: `[${index + 1}] ${text}` });
  }
  return blocks;
}

function notePart(part: OfficePart | null): NotePart | null {
  if (part === null) return null;
  const byId = new Map<string, Element>();
  for (const element of childElements(part.root, true)) {
    const name = localName(element);
    if (name === "footnote" || name === "endnote") byId.set(attributeOf(element, "id") ?? "", element);
  }
  return { part, byId };
}
