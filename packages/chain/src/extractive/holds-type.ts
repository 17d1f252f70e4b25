import { findDates } from "../claims/dates.js";
import { findNames } from "../claims/names.js";
import { findNumbers } from "../claims/numbers.js";
import type { Word } from "../text/words.js";
import type { ParsedQuestion } from "./question.js";

const vagueNumber = /^(?:half|third|quarter|twice|once|several|double|none|no|one|dozens|few|single|both)$/u;
const vagueDate = /\b(?:century|centuries|decade|today|yesterday|annually|daily|weekly|monthly|every|during|spring|summer|autumn|fall|winter|january|february|march|april|june|july|august|september|october|november|december)\b/giu;

/** Where a text holds a value of the kind asked for that the question does not give, as offsets into it. */
export function holdsType(question: ParsedQuestion, text: string, list: readonly Word[]): { readonly asked: boolean; readonly places: readonly number[] } {
  const isNew = (start: number, end: number): boolean => !question.text.includes(text.slice(start, end));
  const offset = list[0] === undefined ? 0 : list[0].start - Math.max(0, text.indexOf(list[0].text));
  switch (question.type) {
    case "any":
      return { asked: false, places: [] };
    case "date":
      return { asked: true, places: [...findDates(text).filter((date) => isNew(date.start, date.end)).map((date) => date.start), ...[...text.matchAll(vagueDate)].map((match) => match.index)] };
    case "number":
      return {
        asked: true,
        places: [...findNumbers(text).filter((number) => isNew(number.start, number.end)).map((number) => number.start), ...list.filter((word) => vagueNumber.test(word.folded)).map((word) => word.start - offset)],
      };
    default:
      return { asked: true, places: findNames(text).filter((name) => !question.stems.has(name.folded) && isNew(name.start, name.end)).map((name) => name.start) };
  }
}
