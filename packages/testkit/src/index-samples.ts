import type { DocumentToIndex, IndexedChunk, IndexFingerprint, Metadata } from "@ragstone/core";

/** A fingerprint of vectors of eight numbers. */
export const sampleFingerprint: IndexFingerprint = {
  embedder: {
    model: "sample",
    revision: "1",
    dimensions: 8,
    normalised: true,
    queryInstruction: null,
    tokenizer: "sample",
  },
  chunker: "lines 1",
};

/** A vector of length 1 that depends on the text alone. */
export function sampleVector(text: string, dimensions = sampleFingerprint.embedder.dimensions): Float32Array {
  let state = 2166136261;
  for (let index = 0; index < text.length; index += 1) state = Math.imul(state ^ text.charCodeAt(index), 16777619);
  const vector = Float32Array.from({ length: dimensions }, () => {
    state = Math.imul(state ^ (state >>> 15), 2246822519) + 374761393;
    return ((state >>> 0) / 2 ** 32) * 2 - 1;
  });
  const norm = Math.hypot(...vector);
  return vector.map((value) => value / norm);
}

export interface SampleDocumentOptions {
  readonly origin?: "file" | "put";
  readonly language?: string | null;
  readonly mediaType?: string;
  readonly modifiedMs?: number | null;
  readonly metadata?: Metadata;
  readonly title?: string | null;
  readonly headings?: readonly string[];
}

/** A document with one chunk a line that is not blank, each with the vector key `v:` and its text. */
export function sampleDocument(
  path: string,
  text: string,
  {
    origin = "file",
    language = "en",
    mediaType = "text/plain",
    modifiedMs = 1000,
    metadata = {},
    title = null,
    headings = [],
  }: SampleDocumentOptions = {},
): DocumentToIndex {
  const chunks: IndexedChunk[] = [];
  for (const { 0: line, index: start } of text.matchAll(/[^\n]*[^\s][^\n]*/g)) {
    chunks.push({
      start,
      end: start + line.length,
      text: line,
      tokens: line.split(" ").length,
      context: "",
      headings,
      pages: [],
      vectorKey: `v:${line}`,
    });
  }
  const hash = Array.from(sampleVector(text), (value) =>
    Math.round(Math.abs(value) * 255)
      .toString(16)
      .padStart(2, "0"),
  ).join("");
  return {
    document: {
      path,
      text,
      mediaType,
      sha256: hash.repeat(4),
      bytes: text.length,
      modifiedMs,
      title,
      blocks: [{ kind: "paragraph", start: 0, end: text.length }],
      pages: [],
      hiddenCharacters: 0,
      metadata,
      warnings: [],
    },
    origin,
    language,
    chunks,
  };
}

/** The vectors that {@link sampleDocument}'s chunks need. */
export function sampleVectors(entry: DocumentToIndex, dimensions?: number): Map<string, Float32Array> {
  return new Map(
    entry.chunks.flatMap(({ vectorKey, text }) =>
      vectorKey === null ? [] : [[vectorKey, sampleVector(text, dimensions)] as const],
    ),
  );
}
