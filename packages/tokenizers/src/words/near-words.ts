import { editDistance, typoLimit } from "@ragstone/core";
import { analyzerFor, wordsOf } from "./analyzer.js";
import { bitsOf } from "./bits-of.js";
import { functionWords } from "./function-words.js";
import { lettersOf } from "./letters-of.js";
import { chunksWith, type Postings, type Terms } from "./query-terms.js";
import type { ComparedWord, SimilarTerm } from "./vocabulary.js";

/** Words that are suggested. */
const maxWords = 5;

/** Terms whose words are read: an index stores stems, and a typo is compared with the words that people wrote. */
const maxTerms = 12;

/** Chunks that are read for the words of one term. */
export const chunksPerTerm = 3;

/** A word as it is compared with stored terms and written words; `null` for one that is not looked up. */
export function typoOf(written: string): ComparedWord | null {
  const word = folded(written);
  const maxEdits = typoLimit(word);
  if (maxEdits === 0 || functionWords.has(word)) return null;
  return { word, stem: analyzerFor(null).terms(word)[0] ?? word, maxEdits };
}

/** Words with the typo's first letter come first; of others, those one edit away. */
export const firstLetters = ["same", "other"] as const;

/** The word as it is compared with those that have the same first letter, or another one. */
export function typoFor(typo: ComparedWord, first: (typeof firstLetters)[number]): ComparedWord {
  return first === "same" ? typo : { ...typo, maxEdits: 1 };
}

/**
 * The terms that chunks contain, nearest first in groups of equal edits, each the most frequent first.
 *
 * @param frequency - number of chunks that contain a term
 */
export function* similarTiers(
  similar: readonly SimilarTerm[],
  frequency: (term: string) => number,
): Generator<readonly string[]> {
  let left = maxTerms;
  for (const edits of [...new Set(similar.map((one) => one.edits))].sort((one, other) => one - other)) {
    const present = similar
      .filter((one) => one.edits === edits)
      .map(({ term }) => ({ term, chunks: frequency(term) }))
      .filter(({ chunks }) => chunks > 0)
      .sort((one, other) => other.chunks - one.chunks || (one.term < other.term ? -1 : 1))
      .slice(0, left);
    yield present.map(({ term }) => term);
    left -= present.length;
    if (left === 0) return;
  }
}

/** The words of a text that a typo may mean, in lower case. */
export function wordsNear(
  text: string,
  { word, maxEdits }: ComparedWord,
  first: (typeof firstLetters)[number],
): string[] {
  const near: string[] = [];
  const letters = lettersOf(word);
  const short = wordsOf(text).filter(({ length }) => Math.abs(length - word.length) <= maxEdits);
  for (const written of new Set(short)) {
    const plain = folded(written);
    const own = lettersOf(plain);
    // An edit changes one letter at most.
    if (bitsOf(own & ~letters) > maxEdits || bitsOf(letters & ~own) > maxEdits) continue;
    if (functionWords.has(plain) || plain === word || /\P{L}/u.test(plain)) continue;
    if ((plain[0] === word[0]) !== (first === "same")) continue;
    if (editDistance(plain, word) <= maxEdits) near.push(written.toLowerCase());
  }
  return near;
}

/** The words to suggest, best first: by fewer edits, then by the number of chunks that contain them. */
export function nearestFirst(
  words: Iterable<string>,
  { word }: ComparedWord,
  {
    terms,
    languages,
  }: { readonly terms: Pick<Terms<Postings>, "frequency">; readonly languages: readonly (string | null)[] },
): string[] {
  return Array.from(new Set(words), (found) => ({
    found,
    edits: editDistance(folded(found), word),
    chunks: chunksWith(terms, found, languages),
  }))
    .sort((one, other) => one.edits - other.edits || other.chunks - one.chunks || (one.found < other.found ? -1 : 1))
    .slice(0, maxWords)
    .map(({ found }) => found);
}

function folded(word: string): string {
  if (/^[a-z]*$/iu.test(word)) return word.toLowerCase();
  return word.normalize("NFKC").toLowerCase().normalize("NFD").replaceAll(/\p{M}/gu, "");
}
