import { editDistance, typoLimit } from "@ragstone/core";
import { analyzerFor, chunksWith, functionWords, wordsOf } from "@ragstone/tokenizers/words";
import { bitsOf } from "../text/bits-of.js";
import type { Corpus } from "../text/corpus.js";
import { lettersOf } from "../text/letters-of.js";
import { maxBlock } from "../text/text-index.js";
import type { SimilarTerm, Vocabulary } from "../text/vocabulary.js";

export interface NearestTermsOptions {
  readonly corpus: Corpus;
  /** Of the whole index: only terms of the corpus are used. */
  readonly vocabulary: Vocabulary;
  /** Whether a chunk was not removed since its terms were merged. */
  readonly isPresent: (ordinal: number) => boolean;
  /** Text of a chunk with its headings. */
  readonly textOf: (ordinal: number) => string;
}

/** Words that are suggested. */
const maxWords = 5;

/** Terms whose words are read: the index stores stems, and a typo is compared with the words that people wrote. */
const maxTerms = 12;

/** Chunks that are read for the words of one term. */
const maxChunks = 3;

/** See `IndexReader.nearestTerms`. Nothing in the result depends on chunks outside of the corpus. */
export function nearestTerms(written: string, options: NearestTermsOptions): string[] {
  const { corpus, vocabulary } = options;
  const word = folded(written);
  const limit = typoLimit(word);
  if (limit === 0 || functionWords.has(word) || corpus.chunks === 0) return [];
  const stem = analyzerFor(null).terms(word)[0] ?? word;
  for (const first of ["same", "other"] as const) {
    const maxEdits = first === "same" ? limit : 1;
    for (const terms of tiersOf(vocabulary.similar({ word, stem, maxEdits }, first), corpus)) {
      const near = terms.flatMap((term) => wordsNear(term, { word, maxEdits }, options));
      const words = new Set(near.filter((found) => (folded(found)[0] === word[0]) === (first === "same")));
      if (words.size > 0) return inOrder(words, word, corpus);
    }
  }
  return [];
}

function inOrder(words: ReadonlySet<string>, wanted: string, { terms, languages }: Corpus): string[] {
  return Array.from(words, (found) => ({
    found,
    edits: editDistance(folded(found), wanted),
    chunks: chunksWith(terms, found, languages),
  }))
    .sort((one, other) => one.edits - other.edits || other.chunks - one.chunks || (one.found < other.found ? -1 : 1))
    .slice(0, maxWords)
    .map(({ found }) => found);
}

/** The terms that chunks of the corpus contain, nearest first in groups of equal edits, each the most frequent first. */
function* tiersOf(similar: readonly SimilarTerm[], { terms }: Corpus): Generator<readonly string[]> {
  let left = maxTerms;
  for (const edits of [...new Set(similar.map((one) => one.edits))].sort((one, other) => one - other)) {
    const present = similar
      .filter((one) => one.edits === edits)
      .map(({ term }) => ({ term, chunks: terms.frequency(term) }))
      .filter(({ chunks }) => chunks > 0)
      .sort((one, other) => other.chunks - one.chunks || (one.term < other.term ? -1 : 1))
      .slice(0, left);
    yield present.map(({ term }) => term);
    left -= present.length;
    if (left === 0) return;
  }
}

/** The words near a typo in the first chunks of the corpus with a term. */
function wordsNear(
  term: string,
  { word, maxEdits }: { readonly word: string; readonly maxEdits: number },
  options: NearestTermsOptions,
): string[] {
  const near: string[] = [];
  const letters = lettersOf(word);
  for (const ordinal of firstChunks(term, options)) {
    const short = wordsOf(options.textOf(ordinal)).filter(({ length }) => Math.abs(length - word.length) <= maxEdits);
    for (const written of new Set(short)) {
      const plain = folded(written);
      const own = lettersOf(plain);
      // An edit changes one letter at most.
      if (bitsOf(own & ~letters) > maxEdits || bitsOf(letters & ~own) > maxEdits) continue;
      if (functionWords.has(plain) || plain === word || /\P{L}/u.test(plain)) continue;
      if (editDistance(plain, word) <= maxEdits) near.push(written.toLowerCase());
    }
  }
  return near;
}

/** The first chunks with a term, in the corpus's order. */
function firstChunks(term: string, { corpus, isPresent }: NearestTermsOptions): number[] {
  const ordinals = new Int32Array(maxBlock);
  const counts = new Int32Array(maxBlock);
  const first: number[] = [];
  for (const block of corpus.terms.postings(term).blocks) {
    const length = block.read(ordinals, counts);
    for (const ordinal of ordinals.subarray(0, length)) {
      if (first.length === maxChunks && corpus.compare(ordinal, first.at(-1)!) > 0) continue;
      if (!isPresent(ordinal)) continue;
      first.push(ordinal);
      first.sort((one, other) => corpus.compare(one, other));
      first.length = Math.min(first.length, maxChunks);
    }
  }
  return first;
}

function folded(word: string): string {
  if (/^[a-z]*$/iu.test(word)) return word.toLowerCase();
  return word.normalize("NFKC").toLowerCase().normalize("NFD").replaceAll(/\p{M}/gu, "");
}
