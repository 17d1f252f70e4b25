import { attributeOf, childElements, localName, textOf } from "../xml/xml-tree.js";
import type { Document, Element } from "domhandler";
import type { OfficePart } from "../ooxml/office-part.js";
import type { TextBlock } from "../text/text-block.js";
import { type Presentation, shapeBlocks } from "./shape-blocks.js";

/**
 * The text of a slide: its shapes, then the text of its layout and master that no slide before had, then its notes.
 * Hidden slides are counted.
 */
export function slideBlocks(slide: OfficePart, presentation: Presentation): TextBlock[] {
  const root = rootOf(slide.root);
  countComments(slide, presentation);
  const blocks = shapeBlocks(slide, "slide", presentation);
  if (isOff(root, "show")) {
    presentation.hiddenCharacters += blocks.reduce((sum, { text }) => sum + text.length, 0);
    return [];
  }
  const layout = isOff(root, "showMasterSp") ? null : slide.related("slideLayout");
  const master = layout === null || isOff(rootOf(layout.root), "showMasterSp") ? null : layout.related("slideMaster");
  for (const part of [layout, master])
    if (part !== null && !presentation.seen.has(part.name)) {
      presentation.seen.add(part.name);
      blocks.push(...shapeBlocks(part, "master", presentation));
    }
  const notes = slide.related("notesSlide");
  return notes === null ? blocks : [...blocks, ...shapeBlocks(notes, "notes", presentation)];
}

function rootOf(document: Document): Element | null {
  for (const element of childElements(document)) return element;
  return null;
}

function isOff(element: Element | null, name: string): boolean {
  const value = element === null ? null : attributeOf(element, name);
  return value === "0" || value === "false";
}

/** Characters of reviewers' comments, which are left out. */
function countComments(slide: OfficePart, presentation: Presentation): void {
  const comments = slide.related("comments");
  for (const element of comments === null ? [] : childElements(comments.root, true))
    if (localName(element) === "text" || localName(element) === "t")
      presentation.hiddenCharacters += textOf(element).length;
}
