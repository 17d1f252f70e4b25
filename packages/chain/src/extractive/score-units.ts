import type { Passage } from "@ragstone/core";
import { findDates } from "../claims/dates.js";
import { findNames } from "../claims/names.js";
import { findNumbers } from "../claims/numbers.js";
import { splitUnits, type TextUnit } from "../text/split-units.js";
import { words, type Word } from "../text/words.js";
import type { ParsedQuestion } from "./question.js";

/** A unit of a passage with how well it answers. */
export interface ScoredUnit {
  readonly passage: Passage;
  readonly unit: TextUnit;
  readonly text: string;
  readonly words: readonly Word[];
  /** How far each question term is met in the unit, in `[0, 1]`, in the order of the terms. */
  readonly matches: Float64Array;
  /** Share of the question's weight that the unit itself meets. */
  readonly coverage: number;
  /** Whether the unit holds a value of the kind asked for that the question does not give. */
  readonly hasType: boolean;
  readonly score: number;
}

/** Similarity of two words' vectors, `null` where one has none. */
export type WordSimilarity = (left: string, right: string) => number | null;

export interface ScoringOptions {
  /** Cosine from which two words count as related; below it they do not match at all. */
  readonly softFrom: number;
  /** Match given to words with cosine 1; between it and {@link ScoringOptions.softFrom} it rises evenly. */
  readonly softMost: number;
  /** Credit for a term that stands in the unit before, of the same paragraph. */
  readonly before: number;
  readonly after: number;
  /** Credit for a term that stands elsewhere in the passage, or in its headings. */
  readonly passage: number;
  /** Added for each pair of neighbouring question terms that stand next to each other in the unit. */
  readonly pair: number;
  /** Added when the unit holds the kind of value asked for, subtracted when it does not. */
  readonly type: number;
  /** Added for the passage's rank score. */
  readonly rank: number;
}

/** Chosen by `eval answers` on XQuAD, cross-validated by article: see docs/decisions. */
export const defaultScoring: ScoringOptions = { softFrom: 0.5, softMost: 0.8, before: 0.25, after: 0.1, passage: 0.15, pair: 0.05, type: 0.12, rank: 0.15 };

/** Scores every unit of the passages against a question. Cost grows with the words of the passages times the terms of the question. */
export function scoreUnits(question: ParsedQuestion, passages: readonly Passage[], similarity: WordSimilarity, options: ScoringOptions = defaultScoring): ScoredUnit[] {
  const total = question.terms.reduce((sum, term) => sum + term.weight, 0) || 1;
  const soft = new Map<string, Float64Array>();
  const matchWord = (word: Word): Float64Array => {
    let known = soft.get(word.folded);
    if (known === undefined) {
      known = Float64Array.from(question.terms, (term) => matchTerm(term.word, word, similarity, options));
      soft.set(word.folded, known);
    }
    return known;
  };
  const bestScore = Math.max(...passages.map((passage) => passage.score), 1e-9);

  return passages.flatMap((passage) => {
    const units = splitUnits(passage.text);
    const own = units.map((unit) => words(passage.text, unit.start, unit.end));
    const matches = own.map((list) => bestMatches(list, question.terms.length, matchWord));
    const overall = bestMatches(words([...passage.headings, passage.path].join(" ")), question.terms.length, matchWord);
    for (const match of matches) match.forEach((value, at) => (overall[at] = Math.max(overall[at] ?? 0, value)));
    return units.flatMap((unit, at) => {
      const match = matches[at];
      const list = own[at];
      if (match === undefined || list === undefined || unit.kind === "heading") return [];
      const text = passage.text.slice(unit.start, unit.end);
      const before = units[at - 1]?.paragraph === unit.paragraph ? matches[at - 1] : undefined;
      const after = units[at + 1]?.paragraph === unit.paragraph ? matches[at + 1] : undefined;
      let direct = 0;
      let credited = 0;
      question.terms.forEach((term, index) => {
        const value = match[index] ?? 0;
        direct += term.weight * value;
        credited += term.weight * Math.max(value, options.before * (before?.[index] ?? 0), options.after * (after?.[index] ?? 0), options.passage * (overall[index] ?? 0));
      });
      const hasType = holdsType(question, text, list);
      const score = credited / total + options.pair * pairs(question, list) + (hasType ? options.type : -options.type) + (options.rank * passage.score) / bestScore;
      return [{ passage, unit, text, words: list, matches: match, coverage: direct / total, hasType, score }];
    });
  });
}

function matchTerm(term: Word, word: Word, similarity: WordSimilarity, { softFrom, softMost }: ScoringOptions): number {
  if (term.stem === word.stem) return 1;
  if (/\p{N}/u.test(term.text) || /\p{N}/u.test(word.text)) return 0;
  if (term.stem.length >= 5 && word.stem.length >= 5 && term.stem.slice(0, 5) === word.stem.slice(0, 5)) return 0.7;
  const cosine = similarity(term.folded, word.folded);
  return cosine === null || cosine < softFrom ? 0 : (softMost * (cosine - softFrom)) / (1 - softFrom);
}

function bestMatches(list: readonly Word[], terms: number, matchWord: (word: Word) => Float64Array): Float64Array {
  const best = new Float64Array(terms);
  for (const word of list) {
    const match = matchWord(word);
    for (let index = 0; index < terms; index += 1) best[index] = Math.max(best[index] ?? 0, match[index] ?? 0);
  }
  return best;
}

/** Question terms that follow each other in the question and in the unit, other words between them at most one. */
function pairs(question: ParsedQuestion, list: readonly Word[]): number {
  const places = new Map<string, number[]>();
  list.forEach((word, at) => places.set(word.stem, [...(places.get(word.stem) ?? []), at]));
  let found = 0;
  for (let index = 1; index < question.terms.length; index += 1) {
    const left = places.get(question.terms[index - 1]?.word.stem ?? "") ?? [];
    const right = new Set(places.get(question.terms[index]?.word.stem ?? ""));
    if (left.some((at) => right.has(at + 1) || right.has(at + 2))) found += 1;
  }
  return found;
}

/** Whether a text holds a date, number or name of the kind asked for that is not in the question. */
export function holdsType(question: ParsedQuestion, text: string, list: readonly Word[]): boolean {
  switch (question.type) {
    case "any":
      return true;
    case "date":
      return findDates(text).some((date) => !question.text.includes(text.slice(date.start, date.end))) || /\b(?:century|decade|today|yesterday|annually|daily|weekly|monthly)\b/iu.test(text);
    case "number":
      return findNumbers(text).some((number) => !question.text.includes(text.slice(number.start, number.end))) || list.some((word) => /^(?:half|third|quarter|twice|once|several|double|none|no|one|dozens|few)$/u.test(word.folded));
    default:
      return findNames(text).some((name) => !question.stems.has(name.folded) && !question.text.includes(name.text));
  }
}
