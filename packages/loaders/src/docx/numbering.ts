import type { Document, Element } from "domhandler";
import { childElements, findElement, localName, parseXml } from "../xml/xml-tree.js";
import { listNumber } from "./list-number.js";

/** Longer patterns of a level are no numbers. Word's own have at most nine parts. */
const maxPattern = 64;
const maxStart = 32_767;

interface Level {
  readonly start: number;
  readonly format: string;
  /** `%1.%2`: the numbers of the levels, from 1. */
  readonly pattern: string;
  /** All numbers in it are decimal. */
  readonly legal: boolean;
  /** The paragraph style that this level numbers. */
  readonly style: string | null;
}

interface List {
  readonly id: string;
  readonly levels: ReadonlyMap<number, Level>;
  readonly starts: ReadonlyMap<number, number>;
}

/** The numbering of a paragraph: its list and level, each `null` if inherited from its style. */
interface ParagraphNumbering {
  readonly list: string | null;
  readonly level: number | null;
  readonly style: string | null;
}

/** The place of a paragraph in a list. */
interface ListPlace {
  /** The list's `numId`. */
  readonly list: string;
  /** `2.1`, `(a)`; `null` for bullets. */
  readonly label: string | null;
}

/** The list and label of each paragraph, asked in the order of the document; `null` for paragraphs of no list. */
export type ListPlaceOf = (paragraph: ParagraphNumbering) => ListPlace | null;

/**
 * Reads a document's lists (ECMA-376 part 1, section 17.9). Lists that are defined alike count on together, as Word has
 * it.
 */
export function readNumbering(path: string, numberingXml: string, stylesXml: string | null): ListPlaceOf {
  const lists = readLists(parseXml(path, numberingXml));
  const styles =
    stylesXml === null
      ? new Map<string, ParagraphNumbering & { readonly basedOn: string | null }>()
      : readStyles(parseXml(path, stylesXml));
  const counts = new Map<string, number[]>();
  const begun = new Set<string>();
  return ({ list: ownList, level: ownLevel, style }) => {
    let listId = ownList;
    let level = ownLevel;
    let numberingStyle: string | null = null;
    for (let name = style, steps = 0; listId === null && name !== null && steps < 20; steps += 1) {
      const found = styles.get(name);
      listId = found?.list ?? null;
      level ??= found?.level ?? null;
      numberingStyle = name;
      name = found?.basedOn ?? null;
    }
    const list = listId === null ? undefined : lists.get(listId);
    if (listId === null || list === undefined) return null;
    level ??=
      [...list.levels].find(([, { style: numbered }]) => numbered !== null && numbered === numberingStyle)?.[0] ?? 0;
    const facts = list.levels.get(level);
    if (facts === undefined || facts.format === "bullet" || facts.format === "none")
      return { list: listId, label: null };
    const numbers = counts.get(list.id) ?? [];
    counts.set(list.id, numbers);
    if (!begun.has(`${listId}/${level}`)) {
      begun.add(`${listId}/${level}`);
      const start = list.starts.get(level);
      if (start !== undefined) numbers[level] = start - 1;
    }
    for (let above = 0; above < level; above += 1) numbers[above] ??= list.levels.get(above)?.start ?? 1;
    numbers[level] = (numbers[level] ?? facts.start - 1) + 1;
    numbers.length = level + 1;
    const label = facts.pattern.replace(/%([1-9])/g, (_, part: string) => {
      const at = Number(part) - 1;
      return listNumber(numbers[at] ?? 1, facts.legal ? "decimal" : (list.levels.get(at)?.format ?? "decimal"));
    });
    return { list: listId, label };
  };
}

function readLists(document: Document): Map<string, List> {
  const definitions = new Map<string, ReadonlyMap<number, Level>>();
  const lists = new Map<string, List>();
  for (const element of childElements(document, true)) {
    if (localName(element) === "abstractNum")
      definitions.set(element.attribs["w:abstractNumId"] ?? "", readLevels(element));
    if (localName(element) !== "num") continue;
    const id = valueOf(element, "abstractNumId") ?? "";
    const starts = new Map<number, number>();
    for (const override of childElements(element)) {
      const start = valueOf(override, "startOverride");
      if (start !== null) starts.set(numberOf(override.attribs["w:ilvl"] ?? null, 0), numberOf(start, 1));
    }
    lists.set(element.attribs["w:numId"] ?? "", {
      id,
      levels: definitions.get(id) ?? new Map<number, Level>(),
      starts,
    });
  }
  return lists;
}

function readLevels(definition: Element): Map<number, Level> {
  const levels = new Map<number, Level>();
  for (const element of childElements(definition)) {
    if (localName(element) !== "lvl") continue;
    levels.set(numberOf(element.attribs["w:ilvl"] ?? null, 0), {
      start: numberOf(valueOf(element, "start"), 1),
      format: valueOf(element, "numFmt") ?? "decimal",
      pattern: (valueOf(element, "lvlText") ?? "").slice(0, maxPattern),
      legal: findElement(element, "isLgl") !== null,
      style: valueOf(element, "pStyle"),
    });
  }
  return levels;
}

function readStyles(document: Document): Map<string, ParagraphNumbering & { readonly basedOn: string | null }> {
  const styles = new Map<string, ParagraphNumbering & { readonly basedOn: string | null }>();
  for (const element of childElements(document, true)) {
    if (localName(element) !== "style") continue;
    const numbering = findElement(element, "numPr");
    const level = numbering === null ? null : valueOf(numbering, "ilvl");
    styles.set(element.attribs["w:styleId"] ?? "", {
      list: numbering === null ? null : valueOf(numbering, "numId"),
      level: level === null ? null : numberOf(level, 0),
      style: null,
      basedOn: valueOf(element, "basedOn"),
    });
  }
  return styles;
}

/** The attribute `w:val` of an element inside. */
function valueOf(element: Element, name: string): string | null {
  return findElement(element, name)?.attribs["w:val"] ?? null;
}

function numberOf(value: string | null, otherwise: number): number {
  const number = value === null ? otherwise : Number(value);
  return Number.isInteger(number) && number >= 0 && number <= maxStart ? number : otherwise;
}
