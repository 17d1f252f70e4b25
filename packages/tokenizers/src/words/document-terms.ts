import { type IndexedChunk, type Steps } from "@ragstone/core";
import { analyzerFor, wordsOf } from "./analyzer.js";

/**
 * Occurrences of one term in one document: chunk (counted from 0 in the document) and count, alternating, chunks
 * ascending.
 */
export type Occurrences = number[];

/** The terms of one document, as text search counts them. */
export interface DocumentTerms {
  readonly terms: ReadonlyMap<string, Occurrences>;
  /** Words of each chunk's own text. */
  readonly lengths: Int32Array;
}

type CountedChunk = Pick<IndexedChunk, "text" | "headings">;

/** Chunks or distinct words between two pauses. */
const stepParts = 64;

/**
 * Counts the terms of a document's chunks. Words of the title and of the headings above a chunk count once each, as if
 * they were in it; they do not count towards its length. Separate titles score like titles at the start of the text:
 * see `docs/decisions/text-search-without-fts5.md`. Pauses between steps: a document of 30 MB takes seconds.
 */
export function* analyzeSteps(
  chunks: readonly CountedChunk[],
  title: string | null,
  language: string | null,
): Steps<DocumentTerms> {
  // Words as written are counted first, so that each distinct one is reduced to its term once a document.
  const words = new Map<string, Occurrences>();
  const lengths = new Int32Array(chunks.length);
  const analyzer = analyzerFor(language);
  const titleWords = title === null ? [] : wordsOf(title);
  let lastHeadings = "";
  let above: ReadonlySet<string> = new Set(titleWords);
  for (const [index, chunk] of chunks.entries()) {
    if (index % stepParts === 0) yield;
    const own = wordsOf(chunk.text);
    lengths[index] = own.length;
    for (const word of own) count(words, word, index);
    const headings = chunk.headings.join("\n");
    if (headings !== lastHeadings) {
      lastHeadings = headings;
      above = new Set([...titleWords, ...wordsOf(headings)]);
    }
    for (const word of above) count(words, word, index);
  }
  const terms = new Map<string, Occurrences>();
  for (const [word, occurrences] of words) {
    if (terms.size % stepParts === 0) yield;
    const found = analyzer.termsOf(word);
    if (typeof found === "string") addTo(terms, found, occurrences);
    else for (const term of found) addTo(terms, term, occurrences);
  }
  return { terms, lengths };
}

function count(words: Map<string, Occurrences>, word: string, chunk: number): void {
  const occurrences = words.get(word);
  if (occurrences === undefined) words.set(word, [chunk, 1]);
  else if (occurrences[occurrences.length - 2] === chunk) occurrences[occurrences.length - 1]! += 1;
  else occurrences.push(chunk, 1);
}

function addTo(terms: Map<string, Occurrences>, term: string, added: Occurrences): void {
  const standing = terms.get(term);
  terms.set(term, standing === undefined ? added : mergeOccurrences(standing, added));
}

function mergeOccurrences(one: Occurrences, other: Occurrences): Occurrences {
  const merged: Occurrences = [];
  let at = 0;
  for (let index = 0; index < one.length; index += 2) {
    const chunk = one[index]!;
    for (; at < other.length && other[at]! < chunk; at += 2) merged.push(other[at]!, other[at + 1]!);
    let count = one[index + 1]!;
    if (other[at] === chunk) {
      count += other[at + 1]!;
      at += 2;
    }
    merged.push(chunk, count);
  }
  for (; at < other.length; at += 1) merged.push(other[at]!);
  return merged;
}
