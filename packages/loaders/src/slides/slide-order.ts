import { childElements, localName, parseXml } from "../xml/xml-tree.js";
import { entryText } from "../zip/entry-text.js";
import { relationshipsOf } from "../zip/relationships.js";

/** Entries of the slides in the order of the presentation; by number if the presentation gives none. */
export function slideOrder(path: string, entries: ReadonlyMap<string, Uint8Array>): string[] {
  const presentation = "ppt/presentation.xml";
  const xml = entryText(entries, presentation);
  const targets = new Map(relationshipsOf(path, entries, presentation).map(({ id, target }) => [id, target]));
  const listed: string[] = [];
  for (const element of xml === null ? [] : childElements(parseXml(path, xml), true)) {
    if (localName(element) !== "sldId") continue;
    const target = targets.get(element.attribs["r:id"] ?? "");
    if (target !== undefined && entries.has(target)) listed.push(target);
  }
  if (listed.length > 0) return listed;
  const number = (name: string): number => Number(/(\d+)\.xml$/.exec(name)?.[1] ?? 0);
  return [...entries.keys()]
    .filter((name) => /^ppt\/slides\/slide\d+\.xml$/.test(name))
    .sort((a, b) => number(a) - number(b));
}
