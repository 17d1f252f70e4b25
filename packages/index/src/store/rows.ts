import type { DocumentKey, DocumentRecord, Metadata, StoredChunk } from "@ragstone/core";
import type { Database } from "./database.js";
import { unpackText, type PackedText } from "./pack-text.js";

export interface DocumentRow {
  readonly id: number;
  readonly path: PackedText;
  readonly first: number;
  readonly count: number;
  readonly sha256: string;
  readonly bytes: number;
  readonly modified: number | null;
  readonly media_type: string;
  readonly title: PackedText | null;
  readonly origin: "file" | "put";
  readonly language: string | null;
  readonly metadata: string;
  readonly indexed: number;
  readonly loader_version: number;
}

export const documentColumns =
  "id, path, first, count, sha256, bytes, modified, media_type, title, origin, language, metadata, indexed, " +
  "loader_version";

export function toRecord(row: DocumentRow): DocumentRecord {
  return {
    path: unpackText(row.path),
    sha256: row.sha256,
    bytes: row.bytes,
    modifiedMs: row.modified,
    mediaType: row.media_type,
    title: row.title === null ? null : unpackText(row.title),
    origin: row.origin,
    language: row.language,
    metadata: JSON.parse(row.metadata) as Metadata,
    loaderVersion: row.loader_version,
    chunks: row.count,
    indexedMs: row.indexed,
  };
}

export interface ChunkRow {
  readonly ordinal: number;
  readonly id: string;
  readonly start: number;
  readonly tokens: number;
  readonly text: PackedText;
  readonly context: PackedText;
  readonly headings: string | null;
  readonly pages: string | null;
}

export const chunkColumns = "ordinal, id, start, tokens, text, context, headings, pages";

export function toChunk(row: ChunkRow, { origin, path }: DocumentKey): StoredChunk {
  const text = unpackText(row.text);
  return {
    id: row.id,
    origin,
    path,
    start: row.start,
    end: row.start + text.length,
    text,
    tokens: row.tokens,
    context: unpackText(row.context),
    headings: row.headings === null ? [] : (JSON.parse(row.headings) as string[]),
    pages: row.pages === null ? [] : (JSON.parse(row.pages) as number[]),
  };
}

export function readChunk(database: Database, ordinal: number, document: DocumentKey): StoredChunk {
  return toChunk(database.one<ChunkRow>(`SELECT ${chunkColumns} FROM chunks WHERE ordinal = ?`, ordinal), document);
}
