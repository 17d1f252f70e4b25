import { generalWords, stopWords, type Word, words } from "@ragstone/verify/internal";

export interface NumberedThing {
  readonly noun: Word;
  /** As written, without digits or signs around it. */
  readonly number: string;
}

const pattern = /(?<![\p{L}\p{N}-])(\p{Ll}{3,}) (\d{1,3})(?![\p{L}\p{N}]|[.,:/-]\p{N})/gu;

/** Nouns with their number that a question names: "pump 11". Words that any number follows are left out. */
export function numberedThings(question: string): readonly NumberedThing[] {
  return Array.from(question.matchAll(pattern), (match) => ({ noun: words(match[1]!)[0]!, number: match[2]! })).filter(
    ({ noun }) => !stopWords.has(noun.folded) && !generalWords.has(noun.stem) && !generalWords.has(noun.folded),
  );
}
