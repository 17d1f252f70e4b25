import { stopWords } from "@ragstone/verify/internal";

/** The words of a query that carry its topic; all of them where none does. */
export function contentWords(words: readonly string[]): readonly string[] {
  const content = words.filter((word) => !stopWords.has(word));
  return content.length === 0 ? words : content;
}
