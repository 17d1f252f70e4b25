import type { Element } from "domhandler";
import { alternativeText } from "../ooxml/alternative-text.js";
import { chooseAlternative } from "../ooxml/choose-alternative.js";
import { drawingParagraphs } from "../ooxml/drawing-paragraphs.js";
import { graphicBlocks, isGraphicReference } from "../ooxml/graphic-blocks.js";
import type { OfficePart } from "../ooxml/office-part.js";
import type { ListIds } from "../text/list-ids.js";
import type { TextBlock } from "../text/text-block.js";
import { attributeOf, childElements, childNamed, findElement, localName } from "../xml/xml-tree.js";
import { slideTable } from "./slide-table.js";

/** What the slides of a presentation share. */
export interface Presentation {
  readonly lists: ListIds;
  /** Names of the charts and diagrams read so far. */
  readonly seen: Set<string>;
  /** Texts that repeat from slide to slide, such as footers. */
  readonly repeated: Set<string>;
  /** Embedded objects, which are not read. */
  readonly notRead: string[];
  hiddenCharacters: number;
}

/** Where the shapes are: on a slide, in its notes, or on the master or layout of slides. */
export type ShapePlace = "slide" | "notes" | "master";

interface State {
  readonly part: OfficePart;
  readonly place: ShapePlace;
  readonly presentation: Presentation;
  readonly blocks: TextBlock[];
}

/** The text of the shapes of a part, in the order of the file. Each text box is a separate list. */
export function shapeBlocks(part: OfficePart, place: ShapePlace, presentation: Presentation): TextBlock[] {
  const state: State = { part, place, presentation, blocks: [] };
  readShapes(childElements(part.root), state);
  return state.blocks;
}

function readShapes(elements: Iterable<Element>, state: State): void {
  const { part, presentation, blocks } = state;
  for (const element of elements) {
    const name = localName(element);
    if (name === "sp" || name === "pic" || name === "graphicFrame" || name === "grpSp" || name === "cxnSp")
      readVisible(element, state);
    else if (name === "tbl") blocks.push(slideTable(element));
    else if (isGraphicReference(element)) blocks.push(...graphicBlocks(element, part, presentation));
    else if (name === "oleObj") presentation.notRead.push(objectName(element, part));
    else if (name === "AlternateContent") {
      const before = blocks.length;
      const read = (alternative: Element): void => readShapes(childElements(alternative), state);
      chooseAlternative(element, read, () => blocks.length > before);
    } else if (!name.endsWith("Pr")) readShapes(childElements(element), state);
  }
}

/** Reads a shape with its alternative text, or counts its characters if it is hidden. */
function readVisible(shape: Element, state: State): void {
  const facts = shapeFacts(shape);
  if (facts?.attribs["hidden"] === "1" || facts?.attribs["hidden"] === "true") {
    const blocks: TextBlock[] = [];
    readShape(shape, { ...state, blocks });
    state.presentation.hiddenCharacters += blocks.reduce((sum, { text }) => sum + text.length, 0);
    return;
  }
  readShape(shape, state);
  const description = facts === null || state.place !== "slide" ? "" : alternativeText(facts);
  if (description !== "") state.blocks.push({ kind: "paragraph", text: description });
}

/** Properties that no reader sees: `p:nvSpPr/p:cNvPr` and its likes. */
function shapeFacts(shape: Element): Element | null {
  for (const child of childElements(shape)) if (localName(child).startsWith("nv")) return childNamed(child, "cNvPr");
  return null;
}

function readShape(shape: Element, state: State): void {
  if (localName(shape) !== "sp") {
    readShapes(childElements(shape), state);
    return;
  }
  const placeholder = placeholderOf(shape);
  if (placeholder === "sldNum" || placeholder === "sldImg") return;
  const body = childNamed(shape, "txBody") ?? findElement(shape, "txBody");
  if (body === null) return;
  const { place, blocks } = state;
  if (place === "master" || placeholder === "ftr" || placeholder === "hdr" || placeholder === "dt")
    readRepeated(body, placeholder, state);
  else if (place === "slide" && (placeholder === "title" || placeholder === "ctrTitle")) {
    const title = drawingParagraphs(body)
      .map(({ text }) => text)
      .join(" ");
    const level = placeholder === "ctrTitle" ? 1 : 2;
    blocks.push({ kind: "heading", text: title, level, label: title.replace(/\s+/g, " ") });
  } else readTextBox(body, state);
}

/** The type of a placeholder; empty for those without, `null` for shapes that are none. */
function placeholderOf(shape: Element): string | null {
  const properties = [...childElements(shape)].find((child) => localName(child).startsWith("nv"));
  const placeholder = properties === undefined ? null : findElement(properties, "ph");
  return placeholder === null ? null : (placeholder.attribs["type"] ?? "");
}

/** Footers, and the text of masters, are written once. The placeholders of masters contain instructions. */
function readRepeated(body: Element, placeholder: string | null, { place, presentation, blocks }: State): void {
  if (place === "notes" || (place === "master" && placeholder !== null)) return;
  // The current date and the number of the slide.
  if (findElement(body, "fld") !== null) return;
  const text = drawingParagraphs(body)
    .map((paragraph) => paragraph.text)
    .join("\n");
  if (text === "" || presentation.repeated.has(text)) return;
  presentation.repeated.add(text);
  blocks.push({ kind: "running", text });
}

function readTextBox(body: Element, { place, presentation, blocks }: State): void {
  const paragraphs = drawingParagraphs(body);
  presentation.lists.interrupt();
  for (const [index, { text, level }] of paragraphs.entries()) {
    if (place === "notes") blocks.push({ kind: "quote", text });
    else if (paragraphs.length === 1) blocks.push({ kind: "paragraph", text });
    else {
      const listId = presentation.lists.item(level);
      blocks.push({ kind: "list-item", text, level, listId, tight: index > 0 });
    }
  }
}

function objectName(element: Element, part: OfficePart): string {
  const id = attributeOf(element, "id");
  const target = part.relationships.find((relationship) => relationship.id === id)?.target ?? "";
  return [element.attribs["progId"] ?? "", target.slice(target.lastIndexOf("/") + 1)]
    .filter((name) => name !== "")
    .join(" ");
}
