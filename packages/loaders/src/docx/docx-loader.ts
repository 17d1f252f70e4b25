import { DocumentError, type Loader, type LoaderInput, type SourceDocument } from "@ragstone/core";
import type { Element } from "domhandler";
import { loaderVersionOf } from "../media/loader-version-of.js";
import { notReadWarning } from "../ooxml/not-read-warning.js";
import { createOfficeParts, type OfficePart } from "../ooxml/office-part.js";
import { requireText } from "../ooxml/require-text.js";
import { makeDocument } from "../text/make-document.js";
import { createTextBuilder } from "../text/text-builder.js";
import { childElements, childNamed, localName, textOf } from "../xml/xml-tree.js";
import { readCoreProperties } from "../zip/core-properties.js";
import { entryText } from "../zip/entry-text.js";
import { readZip } from "../zip/read-zip.js";
import { partsOf } from "../zip/relationships.js";
import { bodyBlocks } from "./body-blocks.js";
import { noteBlocks } from "./note-blocks.js";
import { createNoteList } from "./note-list.js";
import { readNumbering } from "./numbering.js";
import { readBlocks } from "./read-blocks.js";
import { readInsertedFiles } from "./read-inserted-files.js";
import { createWordLists } from "./word-lists.js";
import type { WordDocument, WordScope } from "./word-scope.js";
import { readWordStyles } from "./word-styles.js";

const mediaType = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

/** Word files inside one another that are still read. */
const maxInserted = 3;

/**
 * Word documents. Headings by style, list items and numbered headings with their numbers, tables as rows, equations on
 * one line, charts as tables, text boxes after the paragraph that they are anchored in, headers and footers once, notes
 * numbered at the end. Deleted text is left out; comments and hidden runs are left out and counted. Pictures are never
 * inflated, and nothing outside the file is read.
 */
export const docxLoader: Loader = {
  mediaTypes: [mediaType],
  version: loaderVersionOf(mediaType),
  load: (input, options) => load(input, { ...options, depth: 0 }),
};

interface LoadOptions {
  readonly signal?: AbortSignal;
  /** Documents around this one. */
  readonly depth: number;
}

async function load(input: LoaderInput, options: LoadOptions): Promise<SourceDocument> {
  const entries = readZip(input.path, input.bytes, (name) => /\.(?:xml|rels)$/i.test(name));
  const partOf = createOfficeParts(input.path, entries);
  const { main, body } = mainPart(input.path, entries, partOf);
  const related = (kind: string): OfficePart | null => main.related(kind) ?? partOf(`word/${kind}.xml`);
  options.signal?.throwIfAborted();
  const lists = createWordLists();
  const readWord =
    options.depth < maxInserted ? (inner: LoaderInput) => load(inner, { ...options, depth: options.depth + 1 }) : null;
  const inserted = await readInsertedFiles(input, { main, lists, readWord });
  const styles = readWordStyles(related("styles")?.root ?? null);
  const document: WordDocument = {
    styles,
    placeOf: readNumbering(related("numbering")?.root ?? null, styles),
    lists,
    notes: createNoteList(),
    seen: new Set(),
    inserted: inserted.blocks,
    notRead: [...inserted.notRead],
    hiddenCharacters: inserted.hiddenCharacters,
    title: null,
    firstHeading: null,
  };
  const scope: WordScope = { document, part: main, isRunning: false, readBlocks };
  const blocks = [...bodyBlocks(body, scope, related("settings")), ...noteBlocks(scope, related)];
  const builder = createTextBuilder();
  for (const { kind, text, ...options } of blocks) builder.add(kind, text, options);
  const written = builder.finish();
  requireText(input.path, written.text, main.relationships.filter(({ kind }) => kind === "image").length);
  const properties = readCoreProperties(input.path, entryText(entries, "docProps/core.xml"));
  return makeDocument(input, {
    ...written,
    mediaType,
    title: document.title ?? document.firstHeading ?? properties.title,
    metadata: properties.metadata,
    warnings: notReadWarning(document.notRead),
    hiddenLeftOut: document.hiddenCharacters + commentCharacters(related("comments")),
  });
}

function mainPart(
  path: string,
  entries: ReadonlyMap<string, Uint8Array>,
  partOf: (name: string) => OfficePart | null,
): { readonly main: OfficePart; readonly body: Element } {
  const [name = "word/document.xml"] = partsOf(path, entries, "", "officeDocument");
  const main = partOf(name) ?? partOf("word/document.xml");
  const root = main === null ? null : childNamed(main.root, "document");
  const body = root === null ? null : childNamed(root, "body");
  if (main === null || body === null)
    throw new DocumentError(path, "malformed", "not a readable Word document (no body)");
  return { main, body };
}

function commentCharacters(comments: OfficePart | null): number {
  let characters = 0;
  for (const element of comments === null ? [] : childElements(comments.root, true))
    if (localName(element) === "t") characters += textOf(element).length;
  return characters;
}
