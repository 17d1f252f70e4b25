import { findDates, findNames, findNumbers, type Word } from "@ragstone/verify/internal";
import type { ParsedQuestion } from "./question.js";

const vagueNumber = /^(?:half|third|quarter|twice|once|several|double|none|no|one|dozens|few|single|both)$/u;
/** Questions that a word like "several" or "none" answers; a length or a size is a figure. */
const counted = /\bhow (?:many|much|often)\b|\b(?:percent|percentage|number|amount|share|proportion|fraction)\b/iu;
const vagueDate =
  /\b(?:century|centuries|decade|today|yesterday|annually|daily|weekly|monthly|every|during|spring|summer|autumn|fall|winter|january|february|march|april|june|july|august|september|october|november|december)\b/giu;

/** A flag, a call, a variable, a file or a command between code marks. */
const command = /(?<![\p{L}\p{N}-])--\p{L}[\p{L}-]+|`[^`\n]+`|\b\p{L}[\p{L}\p{N}.]*\([^)\n]*\)|\b[A-Z]+_[A-Z_]+\b/gu;
/** A path, or what things are kept in. */
const place =
  /(?<![\p{L}\p{N}])[~.]{0,2}\/[\p{L}\p{N}._-]+|(?<![\p{L}\p{N}.])\.\p{L}[\p{L}\p{N}_-]+|\b\p{L}[\p{L}\p{N}_-]*(?:\.\p{L}[\p{L}\p{N}_-]*)*\.(?:json|ya?ml|toml|md|txt|sqlite|ini|cfg|conf|log|env|html|csv)\b|\b(?:folder|directory|beside|inside)\b/gu;

/** Where a text holds a value of the kind asked for that the question does not give, as offsets into it. */
export function holdsType(
  question: ParsedQuestion,
  text: string,
  list: readonly Word[],
): { readonly asked: boolean; readonly places: readonly number[] } {
  const isNew = (start: number, end: number): boolean => !question.text.includes(text.slice(start, end));
  const offset = list[0] === undefined ? 0 : list[0].start - Math.max(0, text.indexOf(list[0].text));
  switch (question.type) {
    case "any":
      return { asked: false, places: [] };
    case "date":
      return {
        asked: true,
        places: [
          ...findDates(text)
            .filter((date) => isNew(date.start, date.end))
            .map((date) => date.start),
          ...[...text.matchAll(vagueDate)].map((match) => match.index),
        ],
      };
    case "number":
      return {
        asked: true,
        places: [
          ...findNumbers(text)
            .filter((number) => isNew(number.start, number.end))
            .map((number) => number.start),
          ...(counted.test(question.text) ? list : [])
            .filter((word) => vagueNumber.test(word.folded))
            .map((word) => word.start - offset),
        ],
      };
    case "command":
      return { asked: true, places: [...text.matchAll(command)].map((match) => match.index) };
    case "place":
      return {
        asked: true,
        places: [
          ...namesIn(question, text, isNew),
          ...[...text.matchAll(place)]
            .filter((match) => isNew(match.index, match.index + match[0].length))
            .map((match) => match.index),
        ],
      };
    default:
      return { asked: true, places: namesIn(question, text, isNew) };
  }
}

function namesIn(question: ParsedQuestion, text: string, isNew: (start: number, end: number) => boolean): number[] {
  return findNames(text)
    .filter((name) => !question.stems.has(name.folded) && isNew(name.start, name.end))
    .map((name) => name.start);
}
