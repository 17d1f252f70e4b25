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
   * Its text continues in the next paragraph: an enlarged initial is part of the next word, and a tracked change that
   * deletes the end of a paragraph joins sentences.
   */
  readonly continues: "word" | "sentence" | null;
}

export function readParagraphProperties(paragraph: Element): ParagraphProperties {
  const properties = childNamed(paragraph, "pPr");
  if (properties === null) return { style: null, list: null, level: null, continues: null };
  const numbering = childNamed(properties, "numPr");
  const level = valueOf(numbering, "ilvl");
  const mark = childNamed(properties, "rPr");
  const frame = childNamed(properties, "framePr");
  const isDropCap = frame !== null && /^(?:drop|margin)$/.test(attributeOf(frame, "dropCap") ?? "");
  const isJoined = mark !== null && (childNamed(mark, "del") ?? childNamed(mark, "moveFrom")) !== null;
  return {
    style: valueOf(properties, "pStyle"),
    list: valueOf(numbering, "numId"),
    level: level !== null && /^\d$/.test(level) ? Number(level) : null,
    continues: isDropCap ? "word" : isJoined ? "sentence" : null,
  };
}
