import { DocumentError, type Metadata } from "@ragstone/core";
import { childElements, findElement, localName, parseXml, textOf } from "../xml/xml-tree.js";
import { entryText } from "../zip/entry-text.js";
import { resolvePart } from "../zip/resolve-part.js";

/** The contents of a book's package document. */
export interface BookPackage {
  readonly title: string | null;
  readonly metadata: Metadata;
  /** Names of the zip entries of the chapters, in reading order. */
  readonly chapters: readonly string[];
}

/**
 * Reads container and package document (EPUB 3.3, sections 4.2.6.3 and 5).
 *
 * @throws {@link DocumentError} `malformed` if one is missing or names no chapter
 */
export function readPackage(path: string, entries: ReadonlyMap<string, Uint8Array>): BookPackage {
  const container = entryText(entries, "META-INF/container.xml");
  const name =
    container === null ? undefined : findElement(parseXml(path, container), "rootfile")?.attribs["full-path"];
  const opf = name === undefined ? null : entryText(entries, name);
  if (name === undefined || opf === null)
    throw new DocumentError(path, "malformed", "the book has no package document");
  const document = parseXml(path, opf);
  const files = new Map<string, string>();
  const chapters: string[] = [];
  const metadata: Record<string, string> = {};
  let title: string | null = null;
  for (const element of childElements(document, true)) {
    const { id = "", href, idref = "" } = element.attribs;
    switch (localName(element)) {
      case "item":
        if (href !== undefined) files.set(id, resolvePart(name, href));
        break;
      case "itemref":
        if (files.has(idref)) chapters.push(files.get(idref)!);
        break;
      case "title":
        title ??= textOf(element).trim();
        break;
      case "creator":
        metadata["author"] ??= textOf(element).trim();
        break;
      case "language":
        metadata["language"] ??= textOf(element).trim();
        break;
      default:
    }
  }
  if (chapters.length === 0) throw new DocumentError(path, "malformed", "the book names no chapters");
  return { title, metadata, chapters };
}
