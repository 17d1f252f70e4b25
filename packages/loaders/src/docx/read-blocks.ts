import type { BlockKind } from "@ragstone/core";
import type { Element } from "domhandler";
import { chooseAlternative } from "../ooxml/choose-alternative.js";
import { equationText } from "../ooxml/equation-text.js";
import type { TextBlock } from "../text/text-block.js";
import { attributeOf, childElements, childNamed, localName } from "../xml/xml-tree.js";
import { type ParagraphProperties, readParagraphProperties } from "./paragraph-properties.js";
import { readInline } from "./read-inline.js";
import { readTable } from "./read-table.js";
import { tableBlocks } from "./table-blocks.js";
import { valueOf } from "./value-of.js";
import type { WordScope } from "./word-scope.js";

interface State {
  readonly scope: WordScope;
  readonly blocks: TextBlock[];
  /** The parts of a paragraph, and what is anchored in it; parts of paragraphs that continue in the next one stay. */
  parts: string[];
  anchored: TextBlock[];
  isAfterItem: boolean;
}

/** Chinese and Japanese have no spaces between words. */
const endsInWord = /[^\s\p{scx=Han}\p{scx=Hira}\p{scx=Kana}]$/u;

/**
 * Reads paragraphs, tables and inserted files, whatever they are wrapped in; text boxes and graphics follow the
 * paragraph that they are anchored in.
 */
export function readBlocks(elements: Iterable<Element>, scope: WordScope): TextBlock[] {
  const state: State = { scope, blocks: [], parts: [], anchored: [], isAfterItem: false };
  readInto(elements, state);
  endParagraph({ style: null, list: null, level: null }, state);
  return state.blocks;
}

function readInto(elements: Iterable<Element>, state: State): void {
  const { scope, blocks } = state;
  for (const element of elements) {
    switch (localName(element)) {
      case "p":
        readParagraph(element, state);
        break;
      case "tbl":
        addOther([...tableDescription(element, blocks.at(-1)), ...tableBlocks(readTable(element, scope))], state);
        break;
      case "oMath":
      case "oMathPara":
        addOther([{ kind: "paragraph", text: equationText(element) }], state);
        break;
      case "altChunk":
        addOther(insertedBlocks(element, scope), state);
        break;
      case "AlternateContent": {
        const before = blocks.length;
        const read = (alternative: Element): void => readInto(childElements(alternative), state);
        chooseAlternative(element, read, () => blocks.length > before);
        break;
      }
      case "del":
      case "moveFrom":
      case "sectPr":
        break;
      default:
        readInto(childElements(element), state);
    }
  }
}

function readParagraph(paragraph: Element, state: State): void {
  const properties = readParagraphProperties(paragraph);
  const { text, anchored } = readInline(paragraph, properties.style, state.scope);
  state.anchored.push(...anchored);
  const isSpaced = state.parts.at(-1)?.endsWith(" ") === true;
  if (text !== "") state.parts.push(isSpaced ? text.trimStart() : text);
  if (properties.continues === null) endParagraph(properties, state);
  else if (properties.continues === "sentence" && endsInWord.test(state.parts.at(-1) ?? "")) state.parts.push(" ");
}

function endParagraph(properties: Omit<ParagraphProperties, "continues">, state: State): void {
  const text = state.parts.join("").trim();
  const { anchored } = state;
  state.parts = [];
  state.anchored = [];
  const { lists, placeOf } = state.scope.document;
  const place = placeOf(properties);
  if (text !== "") {
    const labelled = place?.label ? `${place.label} ${text}` : text;
    const block = paragraphBlock(labelled, properties.style, state.scope);
    if (place === null || block.kind === "heading") {
      state.blocks.push(block);
      lists.interrupt();
      state.isAfterItem = false;
    } else {
      const listId = lists.item(place.list, place.level, place.label !== null);
      const tight = state.isAfterItem;
      state.blocks.push({ kind: "list-item", text: labelled, level: place.level + 1, listId, tight });
      state.isAfterItem = true;
    }
  }
  if (anchored.length > 0) addOther(anchored, state);
}

/** Adds what is no paragraph; it ends lists of bullets. */
function addOther(blocks: readonly TextBlock[], state: State): void {
  state.blocks.push(...blocks);
  state.isAfterItem = false;
  state.scope.document.lists.interrupt();
}

function paragraphBlock(text: string, style: string | null, { document, isRunning }: WordScope): TextBlock {
  const name = document.styles.nameOf(style);
  const level = document.styles.headingLevelOf(style);
  if (level === null) return { kind: kindOf(name), text };
  const label = text.replace(/\s+/g, " ");
  if (!isRunning && /^title$/i.test(name)) document.title ??= label;
  else if (!isRunning && level === 1) document.firstHeading ??= label;
  return { kind: "heading", text, level, label };
}

/** Names of styles as Word, LibreOffice and pandoc write them. */
function kindOf(styleName: string): BlockKind {
  if (/^(?:(?:image|table) )?caption$|^(?:illustration|drawing|figure)$/i.test(styleName)) return "caption";
  if (/^definition term$/i.test(styleName)) return "definition-term";
  return /quote/i.test(styleName) ? "quote" : "paragraph";
}

/** The alternative text of a table, unless it repeats the caption before it. */
function tableDescription(table: Element, previous: TextBlock | undefined): TextBlock[] {
  const properties = childNamed(table, "tblPr");
  const texts = [valueOf(properties, "tblCaption"), valueOf(properties, "tblDescription")];
  return [...new Set(texts)]
    .filter((text) => text !== null && text.trim() !== "" && previous?.text.includes(text.trim()) !== true)
    .map((text): TextBlock => ({ kind: "caption", text: `[${text!.replace(/\s+/g, " ").trim()}]` }));
}

function insertedBlocks(element: Element, { document, part }: WordScope): readonly TextBlock[] {
  const id = attributeOf(element, "id");
  const name = part.relationships.find((relationship) => relationship.id === id)?.target;
  if (name === undefined || document.seen.has(name)) return [];
  document.seen.add(name);
  return document.inserted.get(name) ?? [];
}
