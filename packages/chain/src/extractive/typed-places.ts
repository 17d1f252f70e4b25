import type { TextRange } from "@ragstone/core";
import { findDates, findNames, findNumbers, type Word } from "@ragstone/verify/internal";
import type { ParsedQuestion } from "./question.js";

const vagueNumber =
  /^(?:half|third|quarter|twice|once|several|double|none|no|one|zero|unlimited|infinite|dozens|few|single|both)$/u;
const pronounVerb = /^(?:can|could|may|might|must|shall|should|will|would|has|is|was|does|needs|wants|often|also)$/u;
/** Questions that a word like "several" or "none" answers; a length or a size is a figure. */
const counted = /\bhow (?:many|much|often)\b|\b(?:percent|percentage|number|amount|share|proportion|fraction)\b/iu;
const askedDuration = /\bhow long\b/iu;
/** Durations without a figure: "for a year", "half an hour", "indefinitely", "as long as". */
const duration =
  /\b(?:an?|each|the whole|entire|several|some|a few) (?:second|minute|hour|day|night|week|month|quarter|semester|term|year|decade|century|lifetime)s?\b|\b(?:for ever|forever|indefinitely|permanently|overnight|as long as)\b/giu;
const vagueDate =
  /\b(?:century|centuries|decade|today|yesterday|annually|daily|weekly|monthly|every|during|spring|summer|autumn|fall|winter|january|february|march|april|june|july|august|september|october|november|december)\b/giu;

/** Times of a day or a week, and spans from something: "from 10:00", "at nine", "on Mondays", "after four years". */
const timeOfDay =
  /(?<![\d:.])(?:[01]?\d|2[0-3]):[0-5]\d(?![\d:])|\b(?:1[0-2]|0?[1-9]) ?[ap]\.?m\b|\bat (?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|noon|midnight)\b|\b(?:noon|midnight|(?:mon|tues|wednes|thurs|fri|satur|sun)days?|weekends?)\b|\b(?:after|within|before|until|from|every|at least|at most) (?:the |a |an )?(?:[\p{L}\d-]+ ){0,2}(?:second|minute|hour|day|week|month|quarter|year)s?\b/giu;

/** A flag, a call, a variable, a file or a command between code marks. */
const command = /(?<![\p{L}\p{N}-])--\p{L}[\p{L}-]+|`[^`\n]+`|\b\p{L}[\p{L}\p{N}.]*\([^)\n]*\)|\b[A-Z]+_[A-Z_]+\b/gu;
/** A path, or what things are kept in. */
const place =
  /(?<![\p{L}\p{N}])[~.]{0,2}\/[\p{L}\p{N}._-]+|(?<![\p{L}\p{N}.])\.\p{L}[\p{L}\p{N}_-]+|\b\p{L}[\p{L}\p{N}_-]*(?:\.\p{L}[\p{L}\p{N}_-]*)*\.(?:json|ya?ml|toml|md|txt|sqlite|ini|cfg|conf|log|env|html|csv)\b|\b(?:folder|directory|beside|inside)\b/gu;

/** Where a passage has values of the kind asked for that the question does not give, as offsets into its text. */
export interface TypedPlaces {
  /** Whether the question asks for a kind of value. */
  readonly asked: boolean;
  readonly values: readonly number[];
  /** Words like "several", which answer some questions for a number. */
  readonly vague: readonly number[];
}

export function typedPlaces(question: ParsedQuestion, text: string, list: readonly Word[]): TypedPlaces {
  const isNew = (start: number, end: number): boolean => !question.text.includes(text.slice(start, end));
  const fresh = (found: readonly TextRange[]) =>
    found.filter(({ start, end }) => isNew(start, end)).map(({ start }) => start);
  const matches = (pattern: RegExp) =>
    Array.from(text.matchAll(pattern), ({ index, 0: found }) => ({ start: index, end: index + found.length }));
  const starts = (ranges: readonly TextRange[]) => ranges.map(({ start }) => start);
  switch (question.type) {
    case "any":
      return { asked: false, values: [], vague: [] };
    case "date":
      return {
        asked: true,
        values: [...fresh([...findDates(text), ...matches(timeOfDay)]), ...starts(matches(vagueDate))],
        vague: [],
      };
    case "number":
      return {
        asked: true,
        values: [
          ...fresh(findNumbers(text)).filter((start) => !refersBy(text, start)),
          ...(askedDuration.test(question.text) ? fresh(matches(duration)) : []),
        ],
        vague: counted.test(question.text) ? starts(list.filter((word, at) => isVague(word, list[at + 1]))) : [],
      };
    case "command":
      return { asked: true, values: starts(matches(command)), vague: [] };
    case "place":
      return { asked: true, values: [...namesIn(question, text, isNew), ...fresh(matches(place))], vague: [] };
    default:
      return { asked: true, values: namesIn(question, text, isNew), vague: [] };
  }
}

/** "several files", but not "one can". */
function isVague(word: Word, next: Word | undefined): boolean {
  return vagueNumber.test(word.folded) && !(word.folded === "one" && pronounVerb.test(next?.folded ?? ""));
}

/** Whether a number is the section of a manual page or of the document: "git-gc(1)", "Section 12", "page 3". */
function refersBy(text: string, start: number): boolean {
  return /(?:[\p{L}\p{N}]\(|\b(?:section|chapter|page|figure|table|appendix|note|step) ?)$/iu.test(
    text.slice(Math.max(0, start - 12), start),
  );
}

function namesIn(question: ParsedQuestion, text: string, isNew: (start: number, end: number) => boolean): number[] {
  return findNames(text)
    .filter((name) => !question.stems.has(name.folded) && isNew(name.start, name.end))
    .map((name) => name.start);
}
