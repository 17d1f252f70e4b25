import { stopWords, words } from "@ragstone/verify/internal";

/**
 * Whether a line holds a content word of the texts, by stem: what a model made of a question and shares none is
 * something else.
 */
export function sharesWord(line: string, texts: readonly string[]): boolean {
  const known = new Set(texts.flatMap((text) => words(text).map((word) => word.stem)));
  return words(line).some((word) => !stopWords.has(word.folded) && known.has(word.stem));
}
