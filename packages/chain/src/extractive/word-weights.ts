import { wordPiece } from "@ragstone/tokenizers";
import type { Word } from "@ragstone/verify/internal";

/**
 * Ids of the BERT vocabulary below this one are unused, special or single characters; from here whole words come
 * roughly by frequency.
 */
const firstWordId = 1996;
const vocabularySize = 30_522;
/** Rarity in the index that counts as full: one chunk in 400. */
const fullRarity = Math.log(400);

/** How rare a word is in English, `[0, 1]`, by its place in the BERT vocabulary; words outside it are the rarest. */
export function englishRarity(word: string): number {
  const { ids } = wordPiece({ specialTokens: 0 }).encode(word);
  const id = ids[0];
  if (ids.length !== 1 || id === undefined || id < firstWordId) return 1;
  return Math.log(id - firstWordId + 1) / Math.log(vocabularySize - firstWordId);
}

/**
 * Weights of words: half by rarity in the index, half by rarity in English, so that a small index, where every word is
 * in most chunks, still tells names from filler. Without index weights English decides alone. Words of other languages
 * count as the rarest of English.
 */
export function wordWeights(termWeight?: (term: string) => number, isEnglish = true): (word: Word) => number {
  return (word) => {
    const general = isEnglish ? englishRarity(word.folded) : 1;
    return termWeight === undefined ? general : (general + Math.min(1, termWeight(word.folded) / fullRarity)) / 2;
  };
}
