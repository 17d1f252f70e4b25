import {
  citedPages,
  documentName,
  headingsAt,
  InvalidOptionError,
  parseDocumentName,
  type DocumentKey,
  type StoredChunk,
  type StoredText,
  type TextRange,
} from "@ragstone/core";
import type { ShowOptions } from "../api/show-options.js";
import type { ShownChunks, ShownPassage } from "../api/reports.js";
import type { ShownDocuments } from "./shown-documents.js";
import { widenedRange } from "./widened-range.js";

/** Characters of surroundings on each side. */
const surroundings = 400;

/**
 * The exact passage that a chunk's id, a `PATH:START-END` or a page of a path names, widened as wanted, with its
 * surroundings.
 *
 * @throws {@link InvalidOptionError} if no document, chunk or page answers to the target, or the range is not inside the
 *   text
 */
export async function showPassage(
  index: ShownDocuments,
  target: string,
  options: ShowOptions = {},
): Promise<ShownPassage> {
  const { stored, range, chunk } = await find(index, target, options.page);
  const widening = options.neighbours !== undefined && options.neighbours > 0;
  const wide = widenedRange(stored, widening ? await index.chunks(stored.record) : [], range, options);
  const isChunk = chunk !== null && wide.start === range.start && wide.end === range.end;
  const shown = passage(stored, wide.start, wide.end);
  return { id: chunk?.id ?? null, ...shown, headings: isChunk ? chunk.headings : shown.headings };
}

interface Found {
  readonly stored: StoredText;
  readonly range: TextRange;
  /** `null` for a range that is no chunk. */
  readonly chunk: StoredChunk | null;
}

async function find(index: ShownDocuments, target: string, page: number | undefined): Promise<Found> {
  if (page !== undefined) return pageOf(await shownDocument(index, parseDocumentName(target)), page);
  const range = /^(?<path>.+):(?<start>\d+)-(?<end>\d+)$/su.exec(target)?.groups;
  if (range === undefined) {
    const chunk = await index.chunk(target);
    if (chunk !== null) return { stored: await shownDocument(index, chunk), range: chunk, chunk };
    throw new InvalidOptionError(
      "target",
      target,
      "the id of an indexed chunk, or PATH:START-END",
      "Hits of search() have ids.",
    );
  }
  const [name, start, end] = [range["path"]!, Number(range["start"]), Number(range["end"])];
  const stored = await shownDocument(index, parseDocumentName(name));
  if (start <= end && end <= stored.text.length) return { stored, range: { start, end }, chunk: null };
  throw new InvalidOptionError(
    "range",
    `${start}-${end}`,
    `START-END with START <= END <= ${stored.text.length}, the length of ${name}`,
  );
}

/** @param page - counted from 1, as the `pages` of passages are */
function pageOf(stored: StoredText, page: number): Found {
  const { pages } = stored;
  const found = pages.find((one) => one.page === page);
  if (found !== undefined) return { stored, range: { start: found.start, end: found.end }, chunk: null };
  const last = pages.at(-1)?.page;
  throw new InvalidOptionError(
    "page",
    page,
    last === undefined ? "none, because the document has no pages" : `a page from 1 to ${last}`,
    last === undefined ? "Leave page out, or name a range." : undefined,
  );
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
    headings: headingsAt(text, blocks, start, record.title),
    ...citedPages(pages, { start, end }),
  };
}
