import type { IndexedChunk } from "@ragstone/core";
import { ByteReader, ByteWriter } from "../store/_bytes.js";
import { analyzerFor } from "./_analyzer.js";

/** Occurrences of one term in one document: chunk (counted from 0 in the document) and count, alternating, chunks ascending. */
export type Occurrences = number[];

/** What the text search knows of one document. */
export interface ForwardDocument {
  readonly terms: ReadonlyMap<string, Occurrences>;
  /** Terms of each chunk's own text. */
  readonly lengths: Int32Array;
}

/**
 * Counts the terms of a document's chunks. Words of the title and of the headings above a chunk count once each, as if they
 * stood in it; they do not count to its length. What they weigh was measured on headed documents: see
 * `docs/decisions/0203-text-search.md`.
 */
export function analyzeChunks(chunks: readonly Pick<IndexedChunk, "text" | "headings">[], title: string | null, language: string | null): ForwardDocument {
  const analyzer = analyzerFor(language);
  const terms = new Map<string, Occurrences>();
  const lengths = new Int32Array(chunks.length);
  const titleTerms = title === null ? [] : analyzer.terms(title);
  let lastHeadings = "";
  let headingTerms: readonly string[] = titleTerms;
  for (const [index, chunk] of chunks.entries()) {
    const own = analyzer.terms(chunk.text);
    lengths[index] = own.length;
    for (const term of own) count(terms, term, index);
    const headings = chunk.headings.join("\n");
    if (headings !== lastHeadings) {
      lastHeadings = headings;
      headingTerms = [...new Set([...titleTerms, ...analyzer.terms(headings)])];
    }
    for (const term of headingTerms) count(terms, term, index);
  }
  return { terms, lengths };
}

function count(terms: Map<string, Occurrences>, term: string, chunk: number): void {
  const occurrences = terms.get(term);
  if (occurrences === undefined) terms.set(term, [chunk, 1]);
  else if (occurrences[occurrences.length - 2] === chunk) occurrences[occurrences.length - 1]! += 1;
  else occurrences.push(chunk, 1);
}

/** Terms as one UTF-8 text, then for each the number of chunks and, for each chunk, distance to the one before and count. */
export function encodeForward(terms: ReadonlyMap<string, Occurrences>): Uint8Array {
  const writer = new ByteWriter();
  const names = Buffer.from([...terms.keys()].join("\n"));
  writer.varint(names.length);
  writer.bytes(names);
  for (const occurrences of terms.values()) {
    writer.varint(occurrences.length / 2);
    let last = 0;
    for (let index = 0; index < occurrences.length; index += 2) {
      writer.varint(occurrences[index]! - last);
      writer.varint(occurrences[index + 1]!);
      last = occurrences[index]!;
    }
  }
  return writer.take();
}

export function decodeForward(bytes: Uint8Array, visit: (term: string, occurrences: Occurrences) => void): void {
  const reader = new ByteReader(bytes);
  const names = Buffer.from(reader.bytes(reader.varint())).toString();
  if (names === "") return;
  for (const term of names.split("\n")) {
    const occurrences: Occurrences = [];
    let chunk = 0;
    for (let left = reader.varint(); left > 0; left -= 1) {
      chunk += reader.varint();
      occurrences.push(chunk, reader.varint());
    }
    visit(term, occurrences);
  }
}
