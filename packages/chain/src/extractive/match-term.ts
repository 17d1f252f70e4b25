import { areOpposites, type Word } from "@ragstone/verify/internal";
import type { TextLanguage } from "../languages/text-language.js";
import { englishRarity } from "./word-weights.js";

/** Similarity of two words' vectors, `null` where one has none. */
export type WordSimilarity = (left: string, right: string) => number | null;

/**
 * Cosine from which two words count as related, and the match given to words with cosine 1; in between it rises evenly.
 */
const softFrom = 0.4;
const softMost = 0.8;
/** Match of words of one family: "migrate", "migrant". */
const prefixMatch = 0.7;

interface Matching extends Pick<TextLanguage, "areRelated"> {
  readonly similarity: WordSimilarity;
}

/** How far a word meets a term of a question, in `[0, 1]`: 1 by stem, less by family, spelling or vector. */
export function matchTerm(term: Word, word: Word, { similarity, areRelated }: Matching): number {
  if (term.stem === word.stem) return 1;
  if (/\p{N}/u.test(term.text) || /\p{N}/u.test(word.text))
    return sameDecade(term.folded, word.folded) ? prefixMatch : 0;
  if (areRelated(term, word)) return prefixMatch;
  if (term.stem.length >= 5 && isMisspelt(term.folded, word.folded)) return prefixMatch;
  // Opposites are used alike, so that their vectors are close.
  if (areOpposites(term, word)) return 0;
  const cosine = similarity(term.folded, word.folded);
  if (cosine === null || cosine < softFrom) return 0;
  // Subword vectors of a word outside the vocabulary ("testthat") say nothing of its meaning.
  return englishRarity(term.folded) === 1 ? 0 : (softMost * (cosine - softFrom)) / (1 - softFrom);
}

/** "70's" and "1970s". */
function sameDecade(left: string, right: string): boolean {
  const short = /^(\d0)s?$/u;
  const long = /^\d\d(\d0)s$/u;
  const a = short.exec(left)?.[1] ?? long.exec(left)?.[1];
  const b = short.exec(right)?.[1] ?? long.exec(right)?.[1];
  return a !== undefined && a === b && (long.test(left) || long.test(right));
}

/**
 * Whether two words of at least five letters differ by one letter left out, added or changed, or two neighbours
 * swapped, the first letter apart.
 */
function isMisspelt(left: string, right: string): boolean {
  if (right.length < 5 || Math.abs(left.length - right.length) > 1 || left[0] !== right[0]) return false;
  let at = 1;
  while (at < left.length && left[at] === right[at]) at += 1;
  const rest = (word: string, from: number): string => word.slice(from);
  if (left.length === right.length) {
    if (rest(left, at + 1) === rest(right, at + 1)) return left.length >= 7;
    return left[at] === right[at + 1] && left[at + 1] === right[at] && rest(left, at + 2) === rest(right, at + 2);
  }
  return left.length > right.length ? rest(left, at + 1) === rest(right, at) : rest(left, at) === rest(right, at + 1);
}
