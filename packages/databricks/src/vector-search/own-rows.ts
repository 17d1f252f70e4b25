import { createHash } from "node:crypto";
import type { Chunk, DocumentKey, DocumentRecord, IndexFingerprint, StoredChunk, StoredText } from "@ragstone/core";
import { numbersOf, textCell, vectorCell, type Row } from "./cells.js";

/** Version of the rows below. */
export const rowsVersion = 1;

/**
 * Columns of the index of passages. A row is a passage with a vector (`chunk`) or without one (`bare`), or a part of a
 * document's text. Whatever a service may not store as text is inside `data`, which is JSON.
 */
export const passageSchema = {
  id: "string",
  kind: "string",
  document: "string",
  generation: "string",
  chunk: "string",
  vector_key: "string",
  terms: "string",
  data: "string",
  embedding: "array<float>",
} as const;

/** Columns of the index of documents, which is next to it. */
export const documentSchema = { id: "string", kind: "string", data: "string", embedding: "array<float>" } as const;

/** Vectors of rows that no search by vectors finds still need some length. */
export const placeDimension = 8;

/** A document as its row has it. */
export interface OwnDocument {
  readonly record: DocumentRecord;
  /** Rows of passages of another generation are not the document's. */
  readonly generation: string;
  /** Rows of its text. */
  readonly parts: number;
  /** Number of the commit. */
  readonly change: number;
  readonly words: number;
  readonly tokens: number;
  readonly vectors: number;
  readonly bytes: number;
}

/** Counts of all documents. */
export interface OwnTotals {
  readonly documents: number;
  readonly chunks: number;
  readonly words: number;
  readonly tokens: number;
  readonly vectors: number;
  readonly bytes: number;
}

/** The row that every commit writes together with the document's. */
export interface OwnState {
  readonly version: number;
  readonly fingerprint: IndexFingerprint;
  readonly changes: number;
  /** The id of the document that the last change wrote; `null` where it wrote none. */
  readonly last: string | null;
  readonly updatedMs: number | null;
  readonly totals: OwnTotals;
  /** Documents by language, `unknown` among them. */
  readonly languages: Readonly<Record<string, number>>;
}

/** A passage as its row has it. */
export interface Passage {
  readonly row: string;
  readonly document: string;
  readonly generation: string;
  readonly id: string;
  readonly position: number;
  readonly data: Omit<Chunk, "id">;
  readonly hasVector: boolean;
  /** Of unit length; `null` for a passage without one, or where it was not asked for. */
  readonly vector: Float32Array | null;
}

export const passageColumns = ["id", "kind", "document", "generation", "chunk", "data"] as const;

export function documentIdOf({ origin, path }: DocumentKey): string {
  return createHash("sha256").update(`${origin}\0`).update(Buffer.from(path, "utf16le")).digest("hex").slice(0, 32);
}

/** Short, since it is a column that filters compare. */
export function vectorKeyOf(key: string): string {
  return createHash("sha256").update(Buffer.from(key, "utf16le")).digest("base64url").slice(0, 27);
}

export function rowIdOf(generation: string, kind: "chunk" | "part", at: number): string {
  return `${generation}${kind === "part" ? "t" : "c"}${at}`;
}

/** The rows that belong to a document's generation. */
export function rowIdsOf({ generation, parts, record: { chunks } }: OwnDocument): string[] {
  return [
    ...Array.from({ length: chunks }, (_, at) => rowIdOf(generation, "chunk", at)),
    ...Array.from({ length: parts }, (_, at) => rowIdOf(generation, "part", at)),
  ];
}

/** A vector of length 1 that follows from a name: rows with the same vector would hide each other in a graph. */
export function placeVector(name: string, dimension: number): Float32Array {
  const vector = new Float32Array(dimension);
  for (let at = 0; at < dimension; at += 32) {
    const digest = createHash("sha256").update(`${at} ${name}`).digest();
    for (let byte = 0; byte < 32 && at + byte < dimension; byte += 1) vector[at + byte] = digest[byte]! - 127.5;
  }
  const length = Math.hypot(...vector);
  return vector.map((value) => value / length);
}

/** `null` for a row that is no passage. */
export function passageOf(row: Row): Passage | null {
  const [id, kind, data] = [textCell(row, "id"), textCell(row, "kind"), textCell(row, "data")];
  if (id === null || data === null || (kind !== "chunk" && kind !== "bare")) return null;
  return {
    row: id,
    document: textCell(row, "document") ?? "",
    generation: textCell(row, "generation") ?? "",
    id: textCell(row, "chunk") ?? "",
    position: Number(id.slice(id.lastIndexOf("c") + 1)),
    data: JSON.parse(data) as Passage["data"],
    hasVector: kind === "chunk",
    vector: kind === "chunk" ? vectorCell(row, "embedding") : null,
  };
}

export function storedChunk({ id, data }: Passage, { origin, path }: DocumentKey): StoredChunk {
  return { ...data, id, origin, path };
}

/** Characters of one part of a text: at most three bytes each, below the 100 kB that a row may have. */
const partCharacters = 16_000;

/** The text of a document, its blocks and its pages, in pieces that fit rows. No piece ends inside a character. */
export function textParts({ text, blocks, pages }: Pick<StoredText, "text" | "blocks" | "pages">): string[] {
  const whole = JSON.stringify({ text, blocks, pages });
  const parts: string[] = [];
  for (let start = 0; start < whole.length;) {
    let end = Math.min(whole.length, start + partCharacters);
    if (end < whole.length && /[\udc00-\udfff]/u.test(whole[end]!)) end -= 1;
    parts.push(whole.slice(start, end));
    start = end;
  }
  return parts;
}

/** A row of the index of documents. */
export function documentRow(id: string, kind: string, data: unknown): Row {
  return { id, kind, data: JSON.stringify(data), embedding: numbersOf(placeVector(id, placeDimension)) };
}
