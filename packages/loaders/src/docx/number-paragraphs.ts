import { listMark } from "./list-mark.js";
import type { ListPlaceOf } from "./numbering.js";

const opening = /<w:p(?: [^<>]*)?>\s*<w:pPr>/g;
const closing = "</w:pPr>";

/** The properties of a paragraph are well below this, including the previous ones that a tracked change keeps. */
const maxProperties = 20_000;

/**
 * Writes the numbers of lists and headings into the XML of a document as text of their paragraphs, and the id of the
 * list as a bookmark, since the parser gives neither. Linear.
 */
export function numberParagraphs(xml: string, placeOf: ListPlaceOf): string {
  const propertiesEnd = forward(xml, /<\/w:pPr>/g);
  const paragraphEnd = forward(xml, /<\/w:p>/g);
  const shownText = forward(xml, /<w:t(?: [^<>]*)?>[^<]/g);
  let numbered = "";
  let from = 0;
  for (const {
    index,
    0: { length },
  } of xml.matchAll(opening)) {
    const start = index + length;
    const first = propertiesEnd(start) - start;
    if (first > maxProperties) continue;
    const head = xml.slice(start, start + maxProperties);
    const change = head.slice(0, first).search(/<w:pPrChange[ >]/);
    // A tracked change contains the previous properties as a nested property element.
    const last = change === -1 ? first : head.indexOf(closing, first + 1);
    if (last === -1) continue;
    const end = start + last;
    const properties = head.slice(0, change === -1 ? first : change);
    if (/<w:del[ >]/.test(properties)) continue;
    const place = placeOf({
      list: value(properties, "numId"),
      level: levelOf(properties),
      style: value(properties, "pStyle"),
    });
    if (place === null) continue;
    const after = end + closing.length;
    numbered += xml.slice(from, after) + listMark.write(place.list);
    if (place.label !== null && place.label !== "" && shownText(end) <= paragraphEnd(end))
      numbered += `<w:r><w:t xml:space="preserve">${escaped(place.label)} </w:t></w:r>`;
    from = after;
  }
  return numbered + xml.slice(from);
}

/** Finds the first match at or after a position; with ascending positions it reads the text once. */
function forward(xml: string, pattern: RegExp): (at: number) => number {
  let found = -1;
  return (at) => {
    if (found >= at) return found;
    pattern.lastIndex = at;
    found = pattern.exec(xml)?.index ?? Infinity;
    return found;
  };
}

function value(properties: string, name: string): string | null {
  return new RegExp(`<w:${name} w:val="([^"]{1,200})"`).exec(properties)?.[1] ?? null;
}

function levelOf(properties: string): number | null {
  const level = value(properties, "ilvl");
  return level === null || !/^\d$/.test(level) ? null : Number(level);
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
