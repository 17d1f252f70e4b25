import type { Document, Element } from "domhandler";
import { attributeOf, childElements, childNamed, localName } from "../xml/xml-tree.js";
import { isOn } from "./is-on.js";
import { listNumber } from "./list-number.js";
import type { ParagraphProperties } from "./paragraph-properties.js";
import { valueOf } from "./value-of.js";
import type { WordStyles } from "./word-styles.js";

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

/** The place of a paragraph in a list. */
interface ListPlace {
  /** The list's `numId`. */
  readonly list: string;
  /** From 0. */
  readonly level: number;
  /** `2.1`, `(a)`; `null` for bullets. */
  readonly label: string | null;
}

/** The list and label of each paragraph, asked in the order of the document; `null` for paragraphs of no list. */
export type ListPlaceOf = (paragraph: Omit<ParagraphProperties, "continues">) => ListPlace | null;

/**
 * Reads a document's lists (ECMA-376 part 1, section 17.9). Lists that are defined alike count on together, as in Word.
 *
 * @param document - of `word/numbering.xml`; `null` if the file has none
 */
export function readNumbering(document: Document | null, styles: WordStyles): ListPlaceOf {
  const lists = document === null ? new Map<string, List>() : readLists(document, styles);
  const counts = new Map<string, number[]>();
  const begun = new Set<string>();
  return ({ list: ownList, level: ownLevel, style }) => {
    const inherited = ownList === null ? styles.numberingOf(style) : null;
    const listId = ownList ?? inherited?.list ?? null;
    const list = listId === null ? undefined : lists.get(listId);
    if (listId === null || list === undefined) return null;
    const numberingStyle = inherited?.style ?? null;
    const level =
      ownLevel ??
      inherited?.level ??
      [...list.levels].find(([, { style: numbered }]) => numbered !== null && numbered === numberingStyle)?.[0] ??
      0;
    const facts = list.levels.get(level);
    if (facts === undefined || facts.format === "bullet" || facts.format === "none")
      return { list: listId, level, label: null };
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
    return { list: listId, level, label: labelOf(list, facts, numbers) };
  };
}

function labelOf({ levels }: List, { pattern, legal }: Level, numbers: readonly number[]): string {
  return pattern.replace(/%([1-9])/g, (_, part: string) => {
    const at = Number(part) - 1;
    return listNumber(numbers[at] ?? 1, legal ? "decimal" : (levels.get(at)?.format ?? "decimal"));
  });
}

function readLists(document: Document, styles: WordStyles): Map<string, List> {
  const definitions = new Map<string, Element>();
  const numbers = new Map<string, Element>();
  for (const element of childElements(document, true)) {
    if (localName(element) === "abstractNum") definitions.set(attributeOf(element, "abstractNumId") ?? "", element);
    if (localName(element) === "num") numbers.set(attributeOf(element, "numId") ?? "", element);
  }
  const levelsOf = (id: string): Map<number, Level> => {
    const definition = definitions.get(id);
    if (definition === undefined) return new Map<number, Level>();
    // A definition can be that of the list that a list style specifies.
    const linked = styles.numberingOf(valueOf(definition, "numStyleLink"))?.list;
    const target = linked === undefined ? null : valueOf(numbers.get(linked) ?? null, "abstractNumId");
    return readLevels(definitions.get(target ?? id) ?? definition);
  };
  const lists = new Map<string, List>();
  for (const [number, element] of numbers) {
    const id = valueOf(element, "abstractNumId") ?? "";
    const starts = new Map<number, number>();
    const levels = levelsOf(id);
    for (const override of childElements(element)) {
      if (localName(override) !== "lvlOverride") continue;
      const start = valueOf(override, "startOverride");
      if (start !== null) starts.set(numberOf(attributeOf(override, "ilvl"), 0), numberOf(start, 1));
      for (const [level, facts] of readLevels(override)) levels.set(level, facts);
    }
    lists.set(number, { id, levels, starts });
  }
  return lists;
}

function readLevels(definition: Element): Map<number, Level> {
  const levels = new Map<number, Level>();
  for (const element of childElements(definition)) {
    if (localName(element) !== "lvl") continue;
    const legal = childNamed(element, "isLgl");
    levels.set(numberOf(attributeOf(element, "ilvl"), 0), {
      start: numberOf(valueOf(element, "start"), 1),
      format: valueOf(element, "numFmt") ?? "decimal",
      pattern: (valueOf(element, "lvlText") ?? "").slice(0, maxPattern),
      legal: legal !== null && isOn(legal),
      style: valueOf(element, "pStyle"),
    });
  }
  return levels;
}

function numberOf(value: string | null, otherwise: number): number {
  const number = value === null ? otherwise : Number(value);
  return Number.isInteger(number) && number >= 0 && number <= maxStart ? number : otherwise;
}
