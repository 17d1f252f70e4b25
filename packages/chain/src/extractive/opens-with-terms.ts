import type { Word } from "@ragstone/verify/internal";
import { askingWords, type ParsedQuestion } from "./question.js";

const article = /^(?:the|a|an)$/u;
const copula = /^[\s`"”*_]*(?:[:.|–—]|(?:is|are|was|were|means?|refers?|has|have)\b)/u;

/**
 * Whether a sentence starts with all of the question's terms, as a definition does: "A chunk is", "Fingerprint.
 * Everything", "no-text-layer: the PDF".
 *
 * @param text - the text that the words are of, also beyond the sentence
 */
export function opensWithTerms({ terms, stems }: ParsedQuestion, text: string, list: readonly Word[]): boolean {
  const wanted = terms.filter(({ word }) => !askingWords.has(word.folded));
  const first = list.findIndex((word) => !article.test(word.folded));
  if (first < 0 || wanted.length === 0) return false;
  let end = first;
  while (end < list.length && stems.has(list[end]!.stem)) end += 1;
  const head = list.slice(first, end);
  const last = head.findLast((word) => wanted.some(({ word: term }) => term.stem === word.stem));
  if (last === undefined || !wanted.every(({ word }) => head.some((candidate) => candidate.stem === word.stem)))
    return false;
  return copula.test(text.slice(last.end));
}
