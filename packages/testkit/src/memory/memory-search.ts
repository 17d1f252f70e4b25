import { checkVector, type Candidate, type IndexQuery, InvalidOptionError, type StoredChunk } from "@ragstone/core";
import type { MemoryDocument, MemoryStore } from "./memory-store.js";
import { stemOf, wordsOf } from "./words.js";

/** Okapi BM25's usual constants (Robertson and Zaragoza 2009, section 3). */
const saturation = 1.2;
const lengthWeight = 0.75;

interface Searched {
  readonly document: MemoryDocument;
  readonly chunk: MemoryDocument["chunks"][number];
  /** Of the passage itself, for quoted words. */
  readonly words: readonly string[];
  /** Of the passage, its headings and its title. */
  readonly terms: readonly { readonly word: string; readonly stem: string }[];
}

/** Exhaustive search over the given documents alone: statistics, ties and results know nothing of any other. */
export function searchMemory(
  store: MemoryStore,
  documents: readonly MemoryDocument[],
  { vector = null, text = null, k }: IndexQuery,
): Candidate[] {
  if (!Number.isInteger(k) || k < 1) throw new InvalidOptionError("k", k, "a whole number from 1");
  if (vector !== null) checkVector(vector, store.fingerprint.embedder.dimensions, "the query vector");
  const all = searchedOf(documents);
  const textScores = text === null ? all.map(() => 0) : scoreText(all, text);
  const vectorScores = all.map(({ chunk: { vectorKey } }) =>
    vector === null || vectorKey === null ? null : dot(vector, store.vectors.get(vectorKey)!),
  );
  const isQuoted = text !== null && quotedIn(all, text).includes(true);
  const chosen = new Set([...best(textScores, k), ...(isQuoted ? [] : best(vectorScores, k, -Infinity))]);
  return [...chosen].map((at) => {
    const { document, chunk } = all[at]!;
    const { sha256, modifiedMs } = document.record;
    return { ...storedChunk(chunk), sha256, modifiedMs, scores: { text: textScores[at]!, vector: vectorScores[at]! } };
  });
}

/** Share of the documents' chunks that contain each term. */
export function termSharesOf(documents: readonly MemoryDocument[], terms: readonly string[]): Map<string, number> {
  const stems = searchedOf(documents).map((one) => new Set(one.terms.map(({ stem }) => stem)));
  return new Map(
    terms.map((term) => {
      const wanted = wordsOf(term).map(stemOf);
      const found = wanted.length === 0 ? [] : stems.filter((has) => wanted.every((stem) => has.has(stem)));
      return [term, stems.length === 0 ? 0 : found.length / stems.length];
    }),
  );
}

/** Without the fields that only the store knows. */
export function storedChunk(chunk: MemoryDocument["chunks"][number]): StoredChunk {
  const { vectorKey: _, ...stored } = chunk;
  return stored;
}

function searchedOf(documents: readonly MemoryDocument[]): Searched[] {
  return documents.flatMap((document) =>
    document.chunks.map((chunk) => {
      const words = wordsOf(chunk.text);
      const around = wordsOf([document.record.title ?? "", ...chunk.headings].join(" "));
      return { document, chunk, words, terms: [...words, ...around].map((word) => ({ word, stem: stemOf(word) })) };
    }),
  );
}

function scoreText(all: readonly Searched[], query: string): number[] {
  const stems = new Set(queryStems(all, query.replaceAll('"', " ")));
  const asQuoted = quotedIn(all, query);
  const counts = asQuoted.includes(true) ? asQuoted : all.map(() => true);
  const average = all.reduce((sum, { terms }) => sum + terms.length, 0) / all.length;
  const scores = all.map(() => 0);
  for (const stem of stems) {
    const frequencies = all.map(({ terms }) => terms.filter((term) => term.stem === stem).length);
    const found = frequencies.filter((frequency) => frequency > 0).length;
    const rarity = Math.log(1 + (all.length - found + 0.5) / (found + 0.5));
    for (const [at, frequency] of frequencies.entries()) {
      const length = 1 - lengthWeight + (lengthWeight * all[at]!.terms.length) / average;
      if (counts[at]!) scores[at]! += (rarity * frequency * (saturation + 1)) / (frequency + saturation * length);
    }
  }
  return scores;
}

/** Which passages contain every quotation of a query; none where it has none. */
function quotedIn(all: readonly Searched[], query: string): boolean[] {
  const phrases = Array.from(query.matchAll(/"([^"]+)"/gu), ([, quoted]) => wordsOf(quoted!));
  return all.map(({ words }) => phrases.length > 0 && phrases.every((phrase) => contains(words, phrase)));
}

/** Stems of the query's words; those of every word with its beginning for `begin*`. */
function queryStems(all: readonly Searched[], query: string): string[] {
  return (query.match(/[\p{L}\p{M}\p{N}]+\*?/gu) ?? []).flatMap((part) => {
    if (!part.endsWith("*")) return wordsOf(part).map(stemOf);
    const begin = wordsOf(part).join("");
    return all.flatMap(({ terms }) => terms.filter(({ word }) => word.startsWith(begin)).map(({ stem }) => stem));
  });
}

function contains(words: readonly string[], phrase: readonly string[]): boolean {
  return words.some((_, start) => phrase.every((word, at) => words[start + at] === word));
}

/** Positions of the `k` best scores above a floor, of equals the first. */
function best(scores: readonly (number | null)[], k: number, floor = 0): number[] {
  return scores
    .flatMap((score, at) => (score === null || score <= floor ? [] : [{ score, at }]))
    .sort((one, other) => other.score - one.score || one.at - other.at)
    .slice(0, k)
    .map(({ at }) => at);
}

function dot(one: Float32Array, other: Float32Array): number {
  return one.reduce((sum, value, at) => sum + value * other[at]!, 0);
}
