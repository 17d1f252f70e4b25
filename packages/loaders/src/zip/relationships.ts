import { childElements, localName, parseXml } from "../xml/xml-tree.js";
import { entryText } from "./entry-text.js";
import { resolvePart } from "./resolve-part.js";

export interface Relationship {
  readonly id: string;
  /** Last part of the type's address: `slide`, `notesSlide`. */
  readonly kind: string;
  /** Name of the entry. */
  readonly target: string;
}

/** Relationships of a part to others inside the container (ECMA-376 part 2, section 6.5). */
export function relationshipsOf(path: string, entries: ReadonlyMap<string, Uint8Array>, part: string): Relationship[] {
  const slash = part.lastIndexOf("/") + 1;
  const xml = entryText(entries, `${part.slice(0, slash)}_rels/${part.slice(slash)}.rels`);
  const found: Relationship[] = [];
  for (const element of xml === null ? [] : childElements(parseXml(path, xml), true)) {
    const { Id: id, Type: type = "", Target: target, TargetMode: mode } = element.attribs;
    if (localName(element) !== "Relationship" || id === undefined || target === undefined || mode === "External")
      continue;
    found.push({ id, kind: type.slice(type.lastIndexOf("/") + 1), target: resolvePart(part, target) });
  }
  return found;
}

/** Entries that a part is related to by one kind. */
export function partsOf(path: string, entries: ReadonlyMap<string, Uint8Array>, part: string, kind: string): string[] {
  return relationshipsOf(path, entries, part)
    .filter((relationship) => relationship.kind === kind)
    .map(({ target }) => target);
}
