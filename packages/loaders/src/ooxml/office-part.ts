import type { Document } from "domhandler";
import { parseXml } from "../xml/xml-tree.js";
import { entryText } from "../zip/entry-text.js";
import { relationshipsOf, type Relationship } from "../zip/relationships.js";

/** An XML part of an Office file with the parts that it refers to. */
export interface OfficePart {
  /** Of its entry. */
  readonly name: string;
  readonly root: Document;
  readonly relationships: readonly Relationship[];
  /** The part that a relationship of this part leads to; `null` for ids and parts that do not exist. */
  target(id: string | null): OfficePart | null;
  /** The first existing part of a kind: `styles`, `notesSlide`. */
  related(kind: string): OfficePart | null;
}

/**
 * Gives the parts of an Office file by the names of their entries; `null` for those that do not exist. Each is parsed
 * once.
 *
 * @param path - of the file, for errors
 */
export function createOfficeParts(
  path: string,
  entries: ReadonlyMap<string, Uint8Array>,
): (name: string) => OfficePart | null {
  const parts = new Map<string, OfficePart | null>();
  const read = (name: string): OfficePart | null => {
    const xml = entryText(entries, name);
    if (xml === null) return null;
    const relationships = relationshipsOf(path, entries, name);
    return {
      name,
      root: parseXml(path, xml),
      relationships,
      target(id) {
        const found = id === null ? undefined : relationships.find((relationship) => relationship.id === id);
        return found === undefined ? null : partOf(found.target);
      },
      related(kind) {
        for (const relationship of relationships) {
          const part = relationship.kind === kind ? partOf(relationship.target) : null;
          if (part !== null) return part;
        }
        return null;
      },
    };
  };
  const partOf = (name: string): OfficePart | null => {
    const known = parts.get(name);
    if (known !== undefined) return known;
    const part = read(name);
    parts.set(name, part);
    return part;
  };
  return partOf;
}
