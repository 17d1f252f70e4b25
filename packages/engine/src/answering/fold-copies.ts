import { documentName, isSameDocument, type Candidate, type Ranked } from "@ragstone/core";
import { lowerWords } from "../ranking/lower-words.js";

/** A passage with the other documents' passages that have almost its text. */
export interface Folded extends Ranked {
  /** Names of these documents. */
  readonly copies: readonly string[];
}

/** Words that follow each other, compared as one: a usual width of shingles (Broder 1997). */
const shingleWords = 4;

/** Passages with fewer words are copies only if all of them are the same. */
const minWords = 12;

/** Share of the shorter passage's shingles that the other one contains, from which they are copies. */
const minContainment = 0.8;

/** Passages that are kept, for every hit wanted, before the others are no longer compared with them. */
const keptPerHit = 3;

interface Compared {
  readonly words: readonly string[];
  /** Hashes of the shingles. */
  readonly shingles: ReadonlySet<number>;
  /** In order. */
  readonly numbers: readonly string[];
}

/**
 * Folds the passages that repeat a better one of another document: the same manual in several formats, vendored copies,
 * versions of a page. Passages that differ in a number are never copies, the number may be what changed; a passage that
 * contains another may have more of them.
 *
 * @param ranked - best first
 * @param k - hits wanted: passages far below them are not compared
 */
export function foldCopies(ranked: readonly Ranked[], k: number): Folded[] {
  const maxKept = k * keptPerHit;
  let at = 0;
  const kept: { readonly entry: Ranked; readonly compared: Compared; readonly copies: Set<string> }[] = [];
  for (; at < ranked.length && kept.length < maxKept; at += 1) {
    const entry = ranked[at]!;
    const { candidate } = entry;
    const compared = comparedOf(candidate);
    const original = kept.find(
      (one) => !isSameDocument(one.entry.candidate, candidate) && areCopies(one.compared, compared),
    );
    if (original === undefined) kept.push({ entry, compared, copies: new Set() });
    else original.copies.add(documentName(candidate));
  }
  const rest = ranked.slice(at).map((entry): Folded => ({ ...entry, copies: [] }));
  return [...kept.map(({ entry, copies }): Folded => ({ ...entry, copies: [...copies].sort() })), ...rest];
}

function comparedOf({ text }: Candidate): Compared {
  const words = lowerWords(text);
  const hashes = words.map(hashOf);
  const shingles = new Set<number>();
  for (let at = 0; at <= Math.max(0, words.length - shingleWords); at += 1) {
    let hash = 0;
    for (let next = at; next < at + shingleWords; next += 1) hash = Math.imul(hash, 16777619) ^ (hashes[next] ?? 0);
    shingles.add(hash);
  }
  return { words, shingles, numbers: words.filter((word) => /\p{N}/u.test(word)) };
}

/** FNV-1a, 32 bits (Fowler, Noll and Vo). */
function hashOf(word: string): number {
  let hash = 2166136261;
  for (let at = 0; at < word.length; at += 1) hash = Math.imul(hash ^ word.charCodeAt(at), 16777619);
  return hash;
}

function areCopies(one: Compared, other: Compared): boolean {
  const [short, long] = one.shingles.size <= other.shingles.size ? [one, other] : [other, one];
  if (short.words.length < minWords) return short.words.join(" ") === long.words.join(" ");
  const isPart = short.shingles.size < minContainment * long.shingles.size;
  if (isPart ? short.numbers.some((number) => !long.numbers.includes(number)) : !isEqual(short.numbers, long.numbers))
    return false;
  let missesLeft = Math.floor((1 - minContainment) * short.shingles.size);
  for (const shingle of short.shingles) {
    if (long.shingles.has(shingle)) continue;
    if (missesLeft === 0) return false;
    missesLeft -= 1;
  }
  return true;
}

function isEqual(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((number, at) => number === other[at]);
}
