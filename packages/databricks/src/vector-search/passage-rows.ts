import { createHash } from "node:crypto";
import { chunkId, type DocumentKey } from "@ragstone/core";
import { numbersOf, type Row } from "./cells.js";
import { documentIdOf, placeVector, rowIdOf, vectorKeyOf } from "./own-rows.js";

/** What the rows of one document have in common. */
export interface Generation {
  readonly key: DocumentKey;
  readonly generation: string;
  readonly dimensions: number;
}

/** A passage that is written. */
export interface WrittenPassage {
  readonly at: number;
  /** The id of the chunk. */
  readonly chunk: string;
  readonly vectorKey: string | null;
  readonly vector: Float32Array | null;
  /** Its words as tokens. */
  readonly terms: string;
  readonly data: object;
}

export function passageRow(
  { key, generation, dimensions }: Generation,
  { at, chunk, vectorKey, vector, terms, data }: WrittenPassage,
): Row {
  const id = rowIdOf(generation, "chunk", at);
  return {
    id,
    kind: vector === null ? "bare" : "chunk",
    document: documentIdOf(key),
    generation,
    chunk,
    vector_key: vectorKey === null ? "" : vectorKeyOf(vectorKey),
    terms,
    data: JSON.stringify(data),
    embedding: numbersOf(vector ?? placeVector(id, dimensions)),
  };
}

/** Rows of a document's text. */
export function partRows({ key, generation, dimensions }: Generation, parts: readonly string[]): Row[] {
  return parts.map((data, at) => {
    const id = rowIdOf(generation, "part", at);
    const unused = { chunk: "", vector_key: "", terms: "" };
    const embedding = numbersOf(placeVector(id, dimensions));
    return { id, kind: "part", document: documentIdOf(key), generation, ...unused, data, embedding };
  });
}

/** Ids of chunks, which depend on the document's key and the passage alone. */
export function chunkIdsOf(
  { origin, path }: DocumentKey,
  chunks: readonly { readonly start: number; readonly text: string }[],
): string[] {
  const own = new Set<string>();
  return chunks.map(({ start, text }) => {
    for (let attempt = 0; ; attempt += 1) {
      const id = chunkId({ origin, path, start, text, attempt }, sha256);
      if (own.has(id)) continue;
      own.add(id);
      return id;
    }
  });
}

function sha256(text: string): Uint8Array {
  return createHash("sha256").update(text).digest();
}
