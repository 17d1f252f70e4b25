import { wordPattern } from "./word-pattern.js";

/** The words of a text in its order, in lower case. */
export function lowerWords(text: string): readonly string[] {
  return text.toLowerCase().match(wordPattern) ?? [];
}
