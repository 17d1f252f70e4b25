import { documentName, isSameDocument, type Candidate, type HitCopy, type Ranked } from "@ragstone/core";

/** A passage with the other documents' passages that have almost its text. */
export interface Folded extends Ranked {
  readonly copies: readonly HitCopy[];
}

/** Words that follow each other, compared as one: a usual width of shingles (Broder 1997). */
const shingleWords = 4;

/** Passages with fewer words are copies only if all of them are the same. */
const minWords = 12;

/** Share of the shorter passage's shingles that the other one contains, from which they are copies. */
const minContainment = 0.8;

/** Passages that are compared, for every hit wanted, each with every one before it that was kept. */
const comparedPerHit = 3;

interface Compared {
  readonly words: readonly string[];
  /** Hashes of the shingles. */
  readonly shingles: ReadonlySet<number>;
  readonly numbers: ReadonlySet<string>;
}

/**
 * Folds the passages that repeat a better one of another document: the same manual in several formats, vendored copies,
 * versions of a page. Passages that differ in a number are never copies: the number may be what changed.
 *
 * @param ranked - best first
 * @param k - hits wanted: passages far below them are not compared
 */
export function foldCopies(ranked: readonly Ranked[], k: number): Folded[] {
  const maxCompared = k * comparedPerHit;
  const kept: { readonly entry: Ranked; readonly compared: Compared; readonly copies: HitCopy[] }[] = [];
  for (const entry of ranked.slice(0, maxCompared)) {
    const { candidate } = entry;
    const compared = comparedOf(candidate);
    const original = kept.find(
      (one) => !isSameDocument(one.entry.candidate, candidate) && areCopies(one.compared, compared),
    );
    if (original === undefined) kept.push({ entry, compared, copies: [] });
    else original.copies.push(copyOf(candidate));
  }
  const rest = ranked.slice(maxCompared).map((entry): Folded => ({ ...entry, copies: [] }));
  return [...kept.map(({ entry, copies }): Folded => ({ ...entry, copies: byName(copies) })), ...rest];
}

function comparedOf({ text }: Candidate): Compared {
  const words = text.toLowerCase().match(/[\p{L}\p{N}\p{M}]+/gu) ?? [];
  const hashes = words.map(hashOf);
  const shingles = new Set<number>();
  for (let at = 0; at <= Math.max(0, words.length - shingleWords); at += 1) {
    let hash = 0;
    for (let next = at; next < at + shingleWords; next += 1) hash = Math.imul(hash, 16777619) ^ (hashes[next] ?? 0);
    shingles.add(hash);
  }
  return { words, shingles, numbers: new Set(words.filter((word) => /\p{N}/u.test(word))) };
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
  for (const number of short.numbers) if (!long.numbers.has(number)) return false;
  let missesLeft = Math.floor((1 - minContainment) * short.shingles.size);
  for (const shingle of short.shingles) {
    if (long.shingles.has(shingle)) continue;
    if (missesLeft === 0) return false;
    missesLeft -= 1;
  }
  return true;
}

function copyOf({ id, origin, path, start, end }: Candidate): HitCopy {
  return { id, origin, path, start, end };
}

function byName(copies: readonly HitCopy[]): readonly HitCopy[] {
  return copies.toSorted((one, other) => (documentName(one) < documentName(other) ? -1 : 1));
}
