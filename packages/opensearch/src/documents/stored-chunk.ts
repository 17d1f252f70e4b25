import { pathWords, type StoredChunk } from "@ragstone/core";
import { analyzerFor } from "@ragstone/tokenizers/words";

/** A chunk as the server has it, apart from its vector. */
export interface ChunkSource {
  readonly generation: number;
  readonly position: number;
  readonly id: string;
  /** Words of its own text. */
  readonly length: number;
  /** Its terms, each as often as it counts, and those of its document's path, with spaces between them. */
  readonly terms: string;
  readonly vectorKey: string | null;
  readonly data: string;
}

/** What the fields do not say. */
export interface ChunkData extends StoredChunk {
  readonly language: string | null;
}

export const chunkDocumentId = (generation: number, position: number): string => `${generation}:${position}`;

/** Fields that a search reads. */
export const chunkFields = ["generation", "position", "id", "length", "terms", "vectorKey", "data"];

export interface ChunkToStore extends Omit<ChunkSource, "data"> {
  readonly data: ChunkData;
  readonly vector: Float32Array | null;
}

export function chunkDocument({ data, vector, terms, vectorKey, ...rest }: ChunkToStore): object {
  return {
    ...rest,
    path: sortable(data.path),
    origin: data.origin,
    terms,
    vocabulary: [...new Set(terms.split(" "))],
    data: JSON.stringify(data),
    ...(vectorKey === null || vector === null ? {} : { vectorKey, vector: Array.from(vector) }),
  };
}

export function chunkDataOf({ data }: Pick<ChunkSource, "data">): ChunkData {
  return JSON.parse(data) as ChunkData;
}

export function publicChunk({ language: _language, ...chunk }: ChunkData): StoredChunk {
  return chunk;
}

/** Only orders: the beginning of a long path is enough for the server, whose terms are limited. */
function sortable(path: string): string {
  return path.slice(0, 2000).replaceAll(/\p{Cs}/gu, "\uFFFD");
}

/** A word of a path as a term of its own: no word of a text begins with a slash. */
export function pathTerm(term: string): string {
  return `/${term}`;
}

/** The terms of a chunk with those of another path. */
export function withPath(terms: string, path: string, language: string | null): string {
  const inText = terms.split(" ").filter((term) => term !== "" && !term.startsWith("/"));
  const inPath = new Set(analyzerFor(language).terms(pathWords(path)).map(pathTerm));
  return [...inText, ...inPath].join(" ");
}
