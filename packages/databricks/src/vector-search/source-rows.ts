import { createHash } from "node:crypto";
import { chunkId, type DocumentRecord, type Metadata, type StoredChunk } from "@ragstone/core";
import { numberCell, textCell, type Row } from "./cells.js";
import type { SourceColumns } from "./parse-place.js";

/** A row of somebody else's index as a document with one passage: its text. */
export interface SourceRow {
  readonly record: DocumentRecord;
  readonly chunk: StoredChunk;
}

/** How rows are read. */
export interface SourceShape {
  readonly columns: SourceColumns;
  readonly primaryKey: string;
  /** Columns of facts that filters test, with the type of their values. */
  readonly facts: ReadonlyMap<string, "string" | "number" | "boolean">;
}

/** `null` for a row without text. */
export function sourceRow(row: Row, { columns, primaryKey, facts }: SourceShape): SourceRow | null {
  const [key, text] = [textCell(row, primaryKey), textCell(row, columns.text)];
  if (key === null || text === null || text === "") return null;
  const document = columns.document === null ? null : textCell(row, columns.document);
  const path = pathOf(key, document);
  const title = columns.title === null ? null : textCell(row, columns.title);
  const bytes = Buffer.byteLength(text);
  const record: DocumentRecord = {
    origin: "put",
    path,
    sha256: createHash("sha256").update(text).digest("hex"),
    bytes,
    modifiedMs: columns.modified === null ? null : moment(row, columns.modified),
    mediaType: "text/plain",
    title,
    language: null,
    metadata: metadataOf(row, facts),
    loaderVersion: 0,
    chunks: 1,
    indexedMs: 0,
  };
  const headings = title === null || title === "" ? [] : [title];
  const id = chunkId({ origin: "put", path, start: 0, text }, sha256);
  return {
    record,
    chunk: { origin: "put", path, id, start: 0, end: text.length, text, tokens: 0, context: "", headings, pages: [] },
  };
}

/** A row's name: its document and its key, or the key alone. */
function pathOf(key: string, document: string | null): string {
  return document === null || document === "" ? key : `${document}#${encodeURIComponent(key)}`;
}

/** The key in a name that was made from it; `null` for any other. */
export function keyOfPath(path: string, hasDocument: boolean): string | null {
  if (!hasDocument) return path;
  try {
    return path.includes("#") ? decodeURIComponent(path.slice(path.lastIndexOf("#") + 1)) : path;
  } catch {
    return null;
  }
}

function sha256(text: string): Uint8Array {
  return createHash("sha256").update(text).digest();
}

function metadataOf(row: Row, facts: SourceShape["facts"]): Metadata {
  const metadata: Record<string, string | number | boolean> = {};
  for (const [column, type] of facts) {
    const value = type === "number" ? numberCell(row, column) : textCell(row, column);
    if (value !== null) metadata[column] = type === "boolean" ? value === "true" : value;
  }
  return metadata;
}

/** A number is ms since the epoch. */
function moment(row: Row, column: string): number | null {
  const number = numberCell(row, column);
  if (number !== null) return number;
  const parsed = Date.parse(textCell(row, column) ?? "");
  return Number.isNaN(parsed) ? null : parsed;
}
