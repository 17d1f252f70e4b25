import type { Element } from "domhandler";
import { attributeOf, childNamed } from "../xml/xml-tree.js";
import { valueOf } from "./value-of.js";

/** Properties of a paragraph that change its text or kind. */
export interface ParagraphProperties {
  readonly style: string | null;
  /** The paragraph's own list and level; `null` if inherited. */
  readonly list: string | null;
  readonly level: number | null;
  /**
   * Its text continues in the next paragraph: an enlarged initial, or a tracked change deleted the end of the paragraph.
   */
  readonly continues: boolean;
}

export function readParagraphProperties(paragraph: Element): ParagraphProperties {
  const properties = childNamed(paragraph, "pPr");
  if (properties === null) return { style: null, list: null, level: null, continues: false };
  const numbering = childNamed(properties, "numPr");
  const level = valueOf(numbering, "ilvl");
  const mark = childNamed(properties, "rPr");
  const frame = childNamed(properties, "framePr");
  const dropCap = frame === null ? null : attributeOf(frame, "dropCap");
  return {
    style: valueOf(properties, "pStyle"),
    list: valueOf(numbering, "numId"),
    level: level !== null && /^\d$/.test(level) ? Number(level) : null,
    continues:
      dropCap === "drop" ||
      dropCap === "margin" ||
      (mark !== null && (childNamed(mark, "del") ?? childNamed(mark, "moveFrom")) !== null),
  };
}
