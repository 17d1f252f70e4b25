import type { Block, DocumentRecord, Metadata, PageSpan, StoredChunk } from "@ragstone/core";
import { unescapeText } from "./escape-text.js";

/** A row of `documents`. */
export interface DocumentRow {
  readonly id: number;
  readonly origin: DocumentRecord["origin"];
  readonly path: string;
  readonly sha256: string;
  readonly bytes: number;
  readonly modified_ms: number | null;
  readonly media_type: string;
  readonly title: string | null;
  readonly language: string | null;
  readonly metadata: Metadata;
  readonly loader_version: number;
  readonly indexed_ms: number;
  readonly chunks: number;
  readonly words: number;
}

export const documentColumns = `id, origin, path, sha256, bytes, modified_ms, media_type, title, language, metadata,
  loader_version, indexed_ms, chunks, words`;

export function recordOf(row: DocumentRow): DocumentRecord {
  return {
    origin: row.origin,
    path: unescapeText(row.path),
    sha256: row.sha256,
    bytes: row.bytes,
    modifiedMs: row.modified_ms,
    mediaType: row.media_type,
    title: row.title === null ? null : unescapeText(row.title),
    language: row.language,
    metadata: row.metadata,
    loaderVersion: row.loader_version,
    chunks: row.chunks,
    indexedMs: row.indexed_ms,
  };
}

export interface BodyRow {
  readonly text: string;
  readonly blocks: readonly Block[];
  readonly pages: readonly PageSpan[];
}

/** A row of `chunks` with its document's key. */
export interface ChunkRow {
  readonly id: string;
  readonly origin: DocumentRecord["origin"];
  readonly path: string;
  readonly first: number;
  readonly last: number;
  readonly tokens: number;
  readonly text: string;
  readonly context: string;
  readonly headings: readonly string[];
  readonly pages: readonly number[];
}

/** Of `chunks c` joined with `documents d`. */
export const chunkColumns = "c.id, d.origin, d.path, c.first, c.last, c.tokens, c.text, c.context, c.headings, c.pages";

export function chunkOf(row: ChunkRow): StoredChunk {
  return {
    id: row.id,
    origin: row.origin,
    path: unescapeText(row.path),
    start: row.first,
    end: row.last,
    tokens: row.tokens,
    text: unescapeText(row.text),
    context: unescapeText(row.context),
    headings: row.headings,
    pages: row.pages,
  };
}

/** A vector in the text form of pgvector. */
export function vectorText(vector: Float32Array): string {
  return `[${vector.join(",")}]`;
}

export function vectorOf(text: string): Float32Array {
  return Float32Array.from(JSON.parse(text) as number[]);
}
