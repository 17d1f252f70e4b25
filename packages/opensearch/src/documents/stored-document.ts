import type { Block, DocumentKey, DocumentRecord, Metadata, PageSpan } from "@ragstone/core";
import { createHash } from "node:crypto";
import { gunzipSync, gzipSync } from "node:zlib";
import type { Version } from "../ledger/state.js";

/** A document's record with what the index counts of it. */
export interface StoredRecord extends DocumentRecord, Version {
  /** Parts in which its text is stored. */
  readonly parts: number;
}

/** The text of a document, as it is stored in parts. */
export interface Body {
  readonly text: string;
  readonly blocks: readonly Block[];
  readonly pages: readonly PageSpan[];
}

/** Generations of one document, of which at most one is visible. */
export interface Pointer {
  readonly generations: readonly number[];
}

/** Characters of one part of a text, in base 64. */
const partLength = 3_000_000;

/** The id of a document's pointer, from which its versions follow. */
export function documentId({ origin, path }: DocumentKey): string {
  // JSON keeps halves of surrogate pairs apart, which UTF-8 does not.
  return createHash("sha256")
    .update(JSON.stringify([origin, path]))
    .digest("hex");
}

export const pointerId = (document: string): string => `p:${document}`;
export const recordId = (generation: number): string => `r:${generation}`;
export const partId = (generation: number, part: number): string => `b:${generation}:${part}`;

/** The fields of a record: JSON as text, so that the server changes no character and makes no fields of metadata. */
export function recordDocument(record: StoredRecord): object {
  return { kind: "record", generation: record.generation, data: JSON.stringify(record) };
}

export function recordOf(data: string): StoredRecord {
  return JSON.parse(data) as StoredRecord;
}

/** What the library calls a record. */
export function publicRecord({
  generation: _generation,
  words: _words,
  tokens: _tokens,
  parts: _parts,
  ...record
}: StoredRecord): DocumentRecord {
  return record;
}

export function bodyParts(body: Body): string[] {
  const packed = gzipSync(JSON.stringify(body)).toString("base64");
  return Array.from({ length: Math.ceil(packed.length / partLength) }, (_, part) =>
    packed.slice(part * partLength, (part + 1) * partLength),
  );
}

export function bodyOf(parts: readonly string[]): Body {
  return JSON.parse(gunzipSync(Buffer.from(parts.join(""), "base64")).toString()) as Body;
}

/** Whether a document leads to others and says little itself. */
export function isNavigation(metadata: Metadata): boolean {
  return metadata["navigation"] === true;
}
