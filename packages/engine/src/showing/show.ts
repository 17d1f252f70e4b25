import {
  citedPages,
  documentName,
  headingsAt,
  InvalidOptionError,
  parseDocumentName,
  type DocumentKey,
  type StoredText,
} from "@ragstone/core";
import type { ShownChunks, ShownPassage } from "../api/reports.js";
import type { ShownDocuments } from "./shown-documents.js";

/** Characters of surroundings on each side. */
const surroundings = 400;

/**
 * The exact passage that a chunk's id or a `PATH:START-END` names, with its surroundings.
 *
 * @throws {@link InvalidOptionError} if no document or chunk answers to the target, or the range is not inside the text
 */
export async function showPassage(index: ShownDocuments, target: string): Promise<ShownPassage> {
  const range = /^(?<path>.+):(?<start>\d+)-(?<end>\d+)$/su.exec(target)?.groups;
  if (range === undefined) {
    const chunk = await index.chunk(target);
    if (chunk === null) {
      throw new InvalidOptionError(
        "target",
        target,
        "the id of an indexed chunk, or PATH:START-END",
        "Hits of search() have ids.",
      );
    }
    const stored = await shownDocument(index, chunk);
    return { id: chunk.id, ...passage(stored, chunk.start, chunk.end), headings: chunk.headings };
  }
  const [name, start, end] = [range["path"]!, Number(range["start"]), Number(range["end"])];
  const stored = await shownDocument(index, parseDocumentName(name));
  if (start > end || end > stored.text.length) {
    throw new InvalidOptionError(
      "range",
      `${start}-${end}`,
      `START-END with START <= END <= ${stored.text.length}, the length of ${name}`,
    );
  }
  return { id: null, ...passage(stored, start, end) };
}

/** The chunks of a document in order. */
export async function showChunks(index: ShownDocuments, name: string): Promise<ShownChunks> {
  const key = parseDocumentName(name);
  const chunks = await index.chunks(key);
  if (chunks.length === 0) await shownDocument(index, key);
  return {
    ...key,
    chunks: chunks.map(({ id, start, end, tokens, headings, pages }) => ({ id, start, end, tokens, headings, pages })),
  };
}

/** The extracted text of a document as indexed. */
export async function showText(index: ShownDocuments, name: string): Promise<DocumentKey & { readonly text: string }> {
  const key = parseDocumentName(name);
  return { ...key, text: (await shownDocument(index, key)).text };
}

/**
 * A document as indexed.
 *
 * @throws {@link InvalidOptionError} if there is none with that key
 */
export async function shownDocument(index: ShownDocuments, key: DocumentKey): Promise<StoredText> {
  const stored = await index.text(key);
  if (stored !== null) return stored;
  throw new InvalidOptionError(
    "path",
    documentName(key),
    "the path of an indexed document, relative to the folder, or put:PATH for text that is not a file",
    "Hits of search() have paths as they are indexed; index() takes in a new file.",
  );
}

function passage({ record, text, blocks, pages }: StoredText, start: number, end: number): Omit<ShownPassage, "id"> {
  const from = text.lastIndexOf("\n", Math.max(0, start - surroundings) - 1) + 1;
  const lineEnd = text.indexOf("\n", Math.min(text.length, end + surroundings));
  return {
    origin: record.origin,
    path: record.path,
    start,
    end,
    text: text.slice(start, end),
    before: text.slice(Math.max(from, start - 2 * surroundings), start),
    after: text.slice(end, lineEnd === -1 ? text.length : Math.min(lineEnd, end + 2 * surroundings)),
    headings: headingsAt(text, blocks, start),
    ...citedPages(pages, { start, end }),
  };
}
