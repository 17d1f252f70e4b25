import type { Element } from "domhandler";
import type { OfficePart } from "../ooxml/office-part.js";
import type { TextBlock } from "../text/text-block.js";
import { childElements, findElement, localName } from "../xml/xml-tree.js";
import { isOn } from "./is-on.js";
import { type RunningOptions, runningBlocks } from "./running-blocks.js";
import type { WordScope } from "./word-scope.js";

/**
 * The body of a document, each section between its headers and its footers.
 *
 * @param settings - `word/settings.xml`; `null` if the file has none
 */
export function bodyBlocks(body: Element, scope: WordScope, settings: OfficePart | null): TextBlock[] {
  const even = settings === null ? null : findElement(settings.root, "evenAndOddHeaders");
  const options: RunningOptions = { scope, hasEvenPages: even !== null && isOn(even), seen: new Set() };
  const blocks: TextBlock[] = [];
  for (const { elements, properties } of sectionsOf(body)) {
    if (properties !== null) blocks.push(...runningBlocks(properties, "header", options));
    blocks.push(...scope.readBlocks(elements, scope));
    if (properties !== null) blocks.push(...runningBlocks(properties, "footer", options));
  }
  return blocks;
}

interface Section {
  readonly elements: readonly Element[];
  readonly properties: Element | null;
}

/** A section ends with the paragraph or wrapper that contains its properties, the last with those of the body. */
function* sectionsOf(body: Element): Generator<Section, void, undefined> {
  let elements: Element[] = [];
  for (const element of childElements(body)) {
    elements.push(element);
    const properties = localName(element) === "sectPr" ? element : findElement(element, "sectPr");
    if (properties === null) continue;
    yield { elements, properties };
    elements = [];
  }
  if (elements.length > 0) yield { elements, properties: null };
}
