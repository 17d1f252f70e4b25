import { stopWords, words } from "@ragstone/verify/internal";

/**
 * Whether a line shares a content word, by stem, with the texts: model output that shares no word with the question is
 * unrelated to it.
 */
export function sharesWord(line: string, texts: readonly string[]): boolean {
  const known = new Set(texts.flatMap((text) => words(text).map((word) => word.stem)));
  return words(line).some((word) => !stopWords.has(word.folded) && known.has(word.stem));
}
