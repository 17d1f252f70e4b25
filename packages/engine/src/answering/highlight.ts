import type { Hit, TextRange } from "@ragstone/core";
import { splitUnits, stem } from "@ragstone/verify/internal";
import { contentWords } from "../ranking/content-words.js";
import { lowerWords } from "../ranking/lower-words.js";
import { wordPattern } from "../ranking/word-pattern.js";

/** The beginning of a word before a `*`. */
const prefixPattern = /[\p{L}\p{N}\p{M}]+(?=\*)/gu;

/** Words that are marked in one passage: more of them is a passage of nothing else. */
const maxRanges = 50;

/**
 * The words of the query in the passage's sentence that has most of them, the first of several; the longer words count
 * more, since they are rarer. Empty where no sentence has any.
 *
 * @returns ranges in the document's text
 */
export function highlight(query: string, { text, start }: Pick<Hit, "text" | "start">): TextRange[] {
  const stems = new Set(contentWords(lowerWords(query)).map(stem));
  const prefixes = query.toLowerCase().match(prefixPattern) ?? [];
  const isWanted = (word: string): boolean =>
    stems.has(stem(word)) || prefixes.some((prefix) => word.startsWith(prefix));
  let best: readonly TextRange[] = [];
  let most = 0;
  for (const unit of splitUnits(text)) {
    const found = wordsIn(text, unit, isWanted);
    const distinct = new Set(found.map((range) => stem(text.slice(range.start, range.end).toLowerCase())));
    const weight = [...distinct].reduce((sum, word) => sum + word.length, 0);
    if (weight > most) [most, best] = [weight, found];
  }
  return best.slice(0, maxRanges).map((range) => ({ start: start + range.start, end: start + range.end }));
}

function wordsIn(text: string, unit: TextRange, isWanted: (word: string) => boolean): TextRange[] {
  return [...text.slice(unit.start, unit.end).matchAll(wordPattern)]
    .filter(([word]) => isWanted(word.toLowerCase()))
    .map(({ index, 0: word }) => ({ start: unit.start + index, end: unit.start + index + word.length }));
}
