import type { Passage } from "@ragstone/core";
import { textLanguage, type TextLanguage } from "../languages/text-language.js";

/**
 * The terms of which no passage contains a form, in order: terms reported as missing must be missing. An identifier of
 * several words is mentioned only as a whole.
 */
export function unmentionedTerms(
  terms: readonly string[],
  passages: readonly Pick<Passage, "text">[],
  { words }: Pick<TextLanguage, "words"> = textLanguage(),
): readonly string[] {
  if (terms.length === 0) return terms;
  const stems = new Set(passages.flatMap((passage) => words(passage.text).map((word) => word.stem)));
  const isMentioned = (term: string): boolean => {
    const list = words(term);
    return list.length === 1
      ? stems.has(list[0]!.stem)
      : passages.some(({ text }) => text.toLowerCase().includes(term.toLowerCase()));
  };
  return terms.filter((term) => !isMentioned(term));
}
