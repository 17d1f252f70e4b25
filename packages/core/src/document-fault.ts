import type { Metadata } from "./metadata.js";
import type { Block, PageSpan, SourceDocument } from "./source-document.js";
import type { TableCell } from "./table-cell.js";
import type { TextRange } from "./text-range.js";

/** Outermost to innermost heading, as in HTML. */
const deepestHeading = 6;

/** Kinds by name; the type keeps the list complete. */
const kinds: Readonly<Record<Block["kind"], true>> = {
  heading: true,
  paragraph: true,
  "list-item": true,
  "definition-term": true,
  caption: true,
  table: true,
  code: true,
  quote: true,
  "front-matter": true,
  running: true,
  hidden: true,
};

/**
 * The first breach of the {@link SourceDocument} contract in a loader's output, as a phrase with the offending value;
 * `null` for a sound document.
 *
 * Everything behind a loader relies on it: text and labels without lone surrogates; blocks and pages in order, not
 * overlapping, inside the text, and never splitting a surrogate pair; blocks not empty; heading levels from 1 to 6;
 * lists whose items have one level; a table's header and typed cells inside its block; counts that are whole and not
 * negative; flat metadata.
 *
 * Reads no character between the ranges except for one native scan for surrogates: a document of 50 MB takes a few
 * milliseconds. Accepts any value, so that it can check the output of a loader in plain JavaScript or in another
 * thread.
 */
export function documentFault(document: SourceDocument): string | null {
  if (typeof document !== "object" || document === null) return `the document is ${shown(document)}, not an object`;
  return (
    factsFault(document) ??
    listFault(document) ??
    blocksFault(document) ??
    pagesFault(document.text, document.pages) ??
    metadataFault(document.metadata)
  );
}

function factsFault(document: SourceDocument): string | null {
  const { path, text, mediaType, sha256, bytes, modifiedMs, title, hiddenCharacters } = document;
  if (typeof path !== "string" || path === "") return `path is ${shown(path)}, not a relative path`;
  if (typeof text !== "string") return `text is ${shown(text)}, not a string`;
  const lone = loneSurrogate(text);
  if (lone !== -1) return `text has a lone surrogate at ${lone}`;
  if (typeof mediaType !== "string" || mediaType === "") return `mediaType is ${shown(mediaType)}`;
  if (typeof sha256 !== "string" || !/^[\da-f]{64}$/.test(sha256)) return `sha256 is ${shown(sha256)}`;
  if (!isCount(bytes)) return `bytes is ${shown(bytes)}, not a count`;
  if (modifiedMs !== null && !Number.isFinite(modifiedMs)) return `modifiedMs is ${shown(modifiedMs)}`;
  if (title !== null && !isWellFormed(title)) return `title is ${shown(title)}, not a well-formed string or null`;
  if (!isCount(hiddenCharacters)) return `hiddenCharacters is ${shown(hiddenCharacters)}, not a count`;
  return null;
}

function listFault({ blocks, pages, warnings, metadata }: SourceDocument): string | null {
  for (const [name, list] of Object.entries({ blocks, pages, warnings }))
    if (!Array.isArray(list)) return `${name} is ${shown(list)}, not an array`;
  for (const warning of warnings)
    if (typeof warning?.code !== "string" || typeof warning.detail !== "string")
      return `warning ${shown(warning)} has no code or detail`;
  return typeof metadata === "object" && metadata !== null ? null : `metadata is ${shown(metadata)}, not an object`;
}

function blocksFault({ text, blocks, hiddenCharacters }: SourceDocument): string | null {
  let reached = 0;
  let hidden = 0;
  const levels = new Map<number, number | undefined>();
  for (const block of blocks) {
    const fault = rangeFault(text, block, reached) ?? blockFault(text, block) ?? itemFault(block, levels);
    if (fault !== null) return `block ${shown(block)} ${fault}`;
    reached = block.end;
    if (block.kind === "hidden") hidden += block.end - block.start;
  }
  return hidden <= hiddenCharacters ? null : `hiddenCharacters is ${hiddenCharacters}, hidden blocks have ${hidden}`;
}

function blockFault(text: string, { kind, start, end, level, label, header, language, cells }: Block): string | null {
  if (!Object.hasOwn(kinds, kind)) return `has the unknown kind ${shown(kind)}`;
  if (start === end) return "is empty";
  if (level !== undefined && !(Number.isInteger(level) && level >= 1))
    return "has a level that is no whole number from 1";
  if (kind === "heading" && level !== undefined && level > deepestHeading) return `is deeper than ${deepestHeading}`;
  if (label !== undefined && !isWellFormed(label)) return "has a label that is no well-formed string";
  if (language !== undefined && typeof language !== "string") return "has a language that is no string";
  if (kind !== "table" && cells !== undefined) return "has cells and is no table";
  const cellFault = cells === undefined ? null : cellsFault(text, { start, end }, cells);
  if (cellFault !== null) return cellFault;
  if (header === undefined) return null;
  if (kind !== "table") return "has a header and is no table";
  return rangeFault(text, header, start) ?? (header.end <= end ? null : "ends before its header");
}

/** @param levels - of the lists met so far, by their ids */
function itemFault({ kind, level, listId }: Block, levels: Map<number, number | undefined>): string | null {
  if (listId === undefined) return null;
  if (kind !== "list-item") return "has a listId and is no list item";
  if (!(Number.isSafeInteger(listId) && listId >= 1)) return "has a listId that is no whole number from 1";
  if (!levels.has(listId)) levels.set(listId, level);
  const first = levels.get(listId);
  return first === level ? null : `has a listId of a list at level ${first}`;
}

function cellsFault(text: string, table: TextRange, cells: readonly TableCell[]): string | null {
  if (!Array.isArray(cells)) return "has cells that are no array";
  let reached = table.start;
  for (const cell of cells) {
    const fault = rangeFault(text, cell, reached) ?? (cell.end <= table.end ? null : "ends after its table");
    if (fault !== null) return `has the cell ${shown(cell)}, which ${fault}`;
    if (!hasTypedValue(cell)) return `has the cell ${shown(cell)}, whose value is not of its type`;
    reached = cell.end;
  }
  return null;
}

function hasTypedValue({ type, value }: TableCell): boolean {
  if (type === "number") return Number.isFinite(value);
  if (type === "date") return typeof value === "string" && /^\d{4,}-\d\d-\d\d(?:T\d\d:\d\d:\d\d)?$/.test(value);
  return type === "boolean" ? typeof value === "boolean" : type === "string" && typeof value === "string";
}

function pagesFault(text: string, pages: readonly PageSpan[]): string | null {
  let reached = 0;
  let number = 0;
  for (const page of pages) {
    const fault = rangeFault(text, page, reached);
    if (fault !== null) return `page ${shown(page)} ${fault}`;
    if (!Number.isInteger(page.page) || page.page <= number) return `page ${shown(page)} follows page ${number}`;
    reached = page.end;
    number = page.page;
  }
  return null;
}

function rangeFault(text: string, range: TextRange, reached: number): string | null {
  if (typeof range !== "object" || range === null) return "is no range";
  const { start, end } = range;
  if (!Number.isInteger(start) || !Number.isInteger(end)) return "has a start or end that is no whole number";
  if (start < reached) return `starts before ${reached}`;
  if (end < start) return "ends before it starts";
  if (end > text.length) return `ends after the text, at ${text.length}`;
  return splitsPair(text, start) || splitsPair(text, end) ? "splits a surrogate pair" : null;
}

function metadataFault(metadata: Metadata): string | null {
  for (const [key, value] of Object.entries(metadata)) {
    const isFlat =
      typeof value === "string" ||
      typeof value === "boolean" ||
      Number.isFinite(value) ||
      (Array.isArray(value) && value.every((item) => typeof item === "string"));
    if (!isFlat) return `metadata ${JSON.stringify(key)} is ${shown(value)}, not a string, number, boolean or string[]`;
  }
  return null;
}

function isCount(value: unknown): boolean {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

function isWellFormed(value: unknown): boolean {
  return typeof value === "string" && loneSurrogate(value) === -1;
}

function loneSurrogate(text: string): number {
  return text.isWellFormed() ? -1 : text.search(/\p{Surrogate}/u);
}

function splitsPair(text: string, offset: number): boolean {
  const unit = text.charCodeAt(offset);
  if (!(unit >= 0xdc00 && unit <= 0xdfff)) return false;
  const before = text.charCodeAt(offset - 1);
  return before >= 0xd800 && before <= 0xdbff;
}

/** A value short enough for a message. */
function shown(value: unknown): string {
  const json =
    typeof value === "number" || value === undefined ? String(value) : (JSON.stringify(value) ?? typeof value);
  return json.length > 120 ? `${json.slice(0, 120)}...` : json;
}
