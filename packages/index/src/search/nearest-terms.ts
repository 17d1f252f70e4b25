import {
  chunksPerTerm,
  firstLetters,
  nearestFirst,
  similarTiers,
  typoFor,
  typoOf,
  wordsNear,
  type Vocabulary,
} from "@ragstone/tokenizers/words";
import type { Corpus } from "../text/corpus.js";
import { maxBlock } from "../text/text-index.js";

export interface NearestTermsOptions {
  readonly corpus: Corpus;
  /** Of the whole index: only terms of the corpus are used. */
  readonly vocabulary: Vocabulary;
  /** Order of two chunks by path. */
  readonly compare: (one: number, other: number) => number;
  /** Whether a chunk was not removed since its terms were merged. */
  readonly isPresent: (ordinal: number) => boolean;
  /** Text of a chunk with its headings. */
  readonly textOf: (ordinal: number) => string;
}

/** See `IndexReader.nearestTerms`. Nothing in the result depends on chunks outside of the corpus. */
export function nearestTerms(written: string, options: NearestTermsOptions): string[] {
  const { corpus, vocabulary, textOf } = options;
  const typo = typoOf(written);
  if (typo === null || corpus.chunks === 0) return [];
  for (const first of firstLetters) {
    const compared = typoFor(typo, first);
    const similar = vocabulary.similar(compared, first);
    for (const terms of similarTiers(similar, (term) => corpus.terms.frequency(term))) {
      const texts = terms.flatMap((term) => firstChunks(term, options)).map(textOf);
      const words = texts.flatMap((text) => wordsNear(text, compared, first));
      if (words.length > 0) return nearestFirst(words, typo, corpus);
    }
  }
  return [];
}

/** The first chunks with a term, by path, so that a second index of the same documents corrects alike. */
function firstChunks(term: string, { corpus, compare, isPresent }: NearestTermsOptions): number[] {
  const ordinals = new Int32Array(maxBlock);
  const counts = new Int32Array(maxBlock);
  const first: number[] = [];
  for (const block of corpus.terms.postings(term).blocks) {
    const length = block.read(ordinals, counts);
    for (const ordinal of ordinals.subarray(0, length)) {
      if (first.length === chunksPerTerm && compare(ordinal, first.at(-1)!) > 0) continue;
      if (!isPresent(ordinal)) continue;
      first.push(ordinal);
      first.sort((one, other) => compare(one, other));
      first.length = Math.min(first.length, chunksPerTerm);
    }
  }
  return first;
}
