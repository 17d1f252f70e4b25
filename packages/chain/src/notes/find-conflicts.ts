import { documentName, isSameDocument, type DocumentKey, type Steps, type TextRange } from "@ragstone/core";
import {
  type CitedSource,
  findNames,
  generalWords,
  isSameFamily,
  stem,
  stopWords,
  type TypedValue,
  typedValues,
  type Word,
  words,
} from "@ragstone/verify/internal";
import { askingWords } from "../extractive/question.js";
import type { WordSimilarity } from "../extractive/match-term.js";
import { differentStatement } from "./different-statement.js";
import { speakOfDifferent } from "./speak-of-different.js";

/** A sentence of another document that gives another value for the same thing. */
export interface Conflict {
  /** The cited sentence's value. */
  readonly said: Pick<TypedValue, "text">;
  readonly source: CitedSource;
  /** The other sentence, as a range of its document. */
  readonly range: TextRange;
  /** The other document's value. */
  readonly instead: Pick<TypedValue, "text">;
}

/** Least share of the question's words that both sentences must speak of, or their paragraphs just before. */
const minQuestionShare = 0.5;
/** The same where dates are compared: what happened must be the same. */
const minDateShare = 0.75;
/** Least share of content words, values apart, that two sentences must have in common, softly. */
const minAgreement = 0.3;
/** A word whose vector is this close says about the same. */
const similarFrom = 0.5;

/**
 * Searches the other documents for sentences that agree with a cited one on all but a value. Only values of the same
 * type are compared; sentences with different names, or with different dates next to the value, are about different
 * things.
 */
export function* findConflicts(
  question: string,
  cited: DocumentKey & { readonly text: string; readonly headings: readonly string[] },
  sources: readonly CitedSource[],
  similarity: WordSimilarity,
): Steps<Conflict[]> {
  const counted = stem(countedThing.exec(question)?.[1]?.toLowerCase() ?? "");
  const own = read(cited.text, counted);
  if (!holdsNumbers(question, own)) return [];
  const given = new Set(typedValues(question).flatMap(({ type, value }) => (type === "date" ? [value] : [])));
  const asked = content(words(question), []).filter((word) => !askingWords.has(word.folded));
  const conflicts: Conflict[] = [];
  const seen = new Set<string>();
  for (const source of sources) {
    if (isSameDocument(source, cited) || seen.has(documentName(source))) continue;
    for (const unit of source.units()) {
      yield;
      if (unit.kind === "code") continue;
      const text = source.document.text.slice(unit.start, unit.end);
      const range = { start: unit.start, end: unit.end };
      const labels = { own: cited.headings, other: source.headingsOf(range) };
      if (nameDifferentModels(labels)) continue;
      const statement = nameDifferentThings(labels) ? null : differentStatement(question, cited.text, text);
      if (statement !== null) {
        seen.add(documentName(source));
        conflicts.push({ ...statement, source, range });
        break;
      }
      const other = read(text, counted);
      if (own.values.length === 0 || other.values.length === 0 || !holdsNumbers(question, other)) continue;
      const differing = differentValue(own.values, other.values, given);
      if (
        differing === null ||
        !aboutSame(own, other, {
          question,
          asked,
          type: differing.said.type,
          isConverted: differing.said.type !== differing.instead.type,
          context: [...labels.own, ...labels.other, cited.path, source.path].join(" "),
          similarity,
        })
      )
        continue;
      seen.add(documentName(source));
      conflicts.push({ ...differing, source, range });
      break;
    }
  }
  return conflicts;
}

interface Labels {
  readonly own: readonly string[];
  readonly other: readonly string[];
}

/** Whether the headings above two sentences name different models: "KW-1200" and "KW-1600". */
function nameDifferentModels({ own, other }: Labels): boolean {
  const codes = (list: readonly string[]): string[] =>
    list.flatMap((label) => label.split(/\s+/u)).filter((word) => /\p{L}.*\p{N}|\p{N}.*\p{L}/u.test(word));
  const [left, right] = [codes(own), codes(other)];
  return left.length > 0 && right.length > 0 && !left.some((code) => right.includes(code));
}

/** Whether the headings above two sentences differ, years and other numbers apart. */
function nameDifferentThings({ own, other }: Labels): boolean {
  const stems = (list: readonly string[]): string =>
    content(words(list.join(" ")), [])
      .flatMap((word) => (/\p{N}/u.test(word.text) ? [] : [word.stem]))
      .join(" ");
  return own.length > 0 && other.length > 0 && stems(own) !== stems(other);
}

/** A length says how long something is or how high: with the measure that is asked for or without. */
const measured = /\bhow (long|tall|high|deep|wide)\b/iu;
const lengths = /^(?:m|mi|ft|in|yd)$/u;

interface ReadSentence {
  readonly text: string;
  readonly values: readonly TypedValue[];
  /** Every number, labels too, in its base unit. */
  readonly numbers: ReadonlySet<string>;
  readonly words: readonly Word[];
  /** Content words, values and units apart. */
  readonly content: readonly Word[];
  readonly names: readonly string[];
}

function read(text: string, counted: string): ReadSentence {
  const list = words(text);
  const all = typedValues(text).map((value) =>
    countsThing(value, counted, list) ? { ...value, type: counted } : value,
  );
  const values = all.filter((value) => !isLabel(text, value));
  return {
    text,
    values,
    words: list,
    numbers: new Set(all.map((value) => value.value)),
    content: content(list, values),
    names: findNames(text)
      .filter((name) => !name.initial)
      .map((name) => name.folded),
  };
}

/** The noun that a question counts. */
const countedThing = /\bhow many (\p{L}+)/iu;

/** Whether a value counts the thing asked for: "220 bird species", "seats 31,500". */
function countsThing({ counts, start, end }: TypedValue, counted: string, list: readonly Word[]): boolean {
  if (!counts || counted === "") return false;
  const after = list.findIndex((word) => word.start >= end);
  const near = [list.findLast((word) => word.end <= start), ...(after < 0 ? [] : list.slice(after, after + 3))];
  return near.some((word) => word?.stem === counted);
}

/** Nouns whose number says which one is meant, not how much of it. */
const labelled =
  /\b(?:code|status|error|section|chapter|page|figure|fig\.?|table|step|item|part|line|appendix|question)\s*$/iu;
/** First cell of a row, which names the row's subject. */
const firstCell = /^\s*\|?[^|\t]*[|\t]/u;

/** Whether a number only names a thing: "exit code 7", the first cell of a row. */
function isLabel(text: string, { type, start, counts }: TypedValue): boolean {
  const before = text.slice(Math.max(0, start - 24), start);
  if (type !== "date" && labelled.test(before)) return true;
  if (counts && isNumbered(before)) return true;
  return start < (firstCell.exec(text)?.[0].length ?? 0);
}

/** Whether a number is a part of a code ("KW-1200", "X9") or follows a name ("Room 12", "T 800", "Windows 11"). */
function isNumbered(before: string): boolean {
  if (/\p{L}[-./]?$/u.test(before)) return true;
  const name = /(?<![\p{L}\p{N}])(\p{Lu}[\p{L}\p{N}-]*)\s$/u.exec(before)?.[1]?.toLowerCase();
  return name !== undefined && !stopWords.has(name) && !generalWords.has(stem(name));
}

/** Nouns with their numbers: "Room 12". */
const numbered = /(?<![\p{L}\p{N}])(\p{Lu}\p{L}*)\s(\d+)(?![\p{L}\p{N}]|[.,]\d)/gu;

/** Whether two sentences give different numbers to what has one name: "Room 12" and "Room 14". */
function numberDifferently(left: ReadSentence, right: ReadSentence): boolean {
  const other = numberedNames(right);
  return [...numberedNames(left)].some(([name, number]) => other.has(name) && other.get(name) !== number);
}

function numberedNames({ text, values }: ReadSentence): ReadonlyMap<string, string> {
  const isInDate = (at: number): boolean =>
    values.some(({ type, start, end }) => type === "date" && start <= at && at < end);
  return new Map(
    Array.from(text.matchAll(numbered)).flatMap(({ index, 1: name, 2: number }): [string, string][] =>
      isInDate(index) || !isNumbered(`${name!} `) ? [] : [[name!, number!]],
    ),
  );
}

/** Whether a sentence has every number that the question gives, so that it can be about the same: "exit code 5". */
function holdsNumbers(question: string, { numbers }: ReadSentence): boolean {
  return typedValues(question).every((asked) => asked.type === "date" || numbers.has(asked.value));
}

function content(list: readonly Word[], values: readonly TypedValue[]): Word[] {
  return list.filter(
    (word) => !stopWords.has(word.folded) && !values.some((value) => word.start < value.end && value.start < word.end),
  );
}

/**
 * The one value that differs: a type with exactly one value on both sides, dates that the question gives apart, unequal,
 * while accompanying dates agree.
 */
function differentValue(
  ownValues: readonly TypedValue[],
  otherValues: readonly TypedValue[],
  given: ReadonlySet<string>,
): { readonly said: TypedValue; readonly instead: TypedValue } | null {
  const isGiven = ({ type, value }: TypedValue): boolean => type === "date" && given.has(value);
  const own = ownValues.filter((value) => !isGiven(value));
  const other = otherValues.filter((value) => !isGiven(value));
  const datesOf = (values: readonly TypedValue[]): string[] =>
    values.filter((value) => value.type === "date").map((value) => value.value);
  for (const said of own) {
    const same = distinct(own, said);
    const there = distinct(other, said);
    const instead = there[0];
    if (same.length !== 1 || there.length !== 1 || instead === undefined || agree(said, instead)) continue;
    // "2024" and "March 2024" agree as far as both go.
    if (said.type === "date" && (isPartOf(said.value, instead.value) || isPartOf(instead.value, said.value))) continue;
    const [left, right] = [datesOf(own), datesOf(other)];
    if (said.type !== "date" && left.length > 0 && right.length > 0 && !left.some((date) => right.includes(date)))
      continue;
    const rest = (values: readonly TypedValue[]): TypedValue[] =>
      values.filter((value) => value.type !== said.type && value.type !== "date");
    if (
      said.type === "date" &&
      rest(own).some((value) => rest(other).some((twin) => twin.type === value.type && twin.value !== value.value))
    )
      continue;
    return { said, instead };
  }
  return null;
}

/** Types of lengths of time, which convert only about: how many days each is. */
const daysOf: ReadonlyMap<string, number> = new Map([
  ["s", 1 / 86_400],
  ["month", 30.4],
]);
/** Ratio from which two lengths of time differ whatever their months have of days. */
const differingRatio = 1.1;

/** The values of a type, or of lengths of time, without repeats. */
function distinct(values: readonly TypedValue[], { type }: TypedValue): readonly TypedValue[] {
  const known = new Map<string, TypedValue>();
  for (const value of values)
    if (value.type === type || (daysOf.has(value.type) && daysOf.has(type)))
      known.set(`${value.value} ${value.type}`, value);
  return [...known.values()];
}

function agree(said: TypedValue, instead: TypedValue): boolean {
  if (said.type === instead.type) return said.value === instead.value;
  const [left, right] = [said, instead].map(({ type, value }) => Number(value) * daysOf.get(type)!);
  return Math.max(left! / right!, right! / left!) < differingRatio;
}

/** Whether a date says less of another one: "2024", "2024-3". */
function isPartOf(date: string, other: string): boolean {
  return `${other}-`.startsWith(`${date}-`);
}

interface Comparison {
  readonly question: string;
  /** Content words of the question. */
  readonly asked: readonly Word[];
  /** Type of the value that differs. */
  readonly type: string;
  /** The values convert only about, as days and months do: all of the question's words must be there. */
  readonly isConverted: boolean;
  /** Headings and paths of both sentences. */
  readonly context: string;
  readonly similarity: WordSimilarity;
}

/** Whether two sentences, apart from the value that differs, say the same about the same thing. */
function aboutSame(own: ReadSentence, other: ReadSentence, comparison: Comparison): boolean {
  const { question, asked, type, isConverted, context, similarity } = comparison;
  const known = new Set([...words(question), ...words(context)].map((word) => word.folded));
  if (namesMore(own, other, known) || namesMore(other, own, known)) return false;
  if (numberDifferently(own, other)) return false;
  const share = (list: readonly Word[], text: readonly Word[]): number =>
    list.length === 0
      ? 1
      : list.filter((word) => text.some((candidate) => alike(word, candidate, similarity))).length / list.length;
  const contextWords = words(context);
  const least = isConverted ? 1 : type === "date" ? minDateShare : minQuestionShare;
  if (share(asked, [...own.words, ...contextWords]) < least || share(asked, [...other.words, ...contextWords]) < least)
    return false;
  if (lengths.test(type) && namesMeasure(own, question) !== namesMeasure(other, question)) return false;
  const [there, back] = [share(own.content, other.content), share(other.content, own.content)];
  if (Math.max(there, back) < minAgreement || Math.min(there, back) < minAgreement / 2) return false;
  return !speakOfDifferent(own, other, new Set(words(question).map((word) => word.stem)));
}

/** Whether a sentence has a name that is neither in the other nor in the `known` words. */
function namesMore(sentence: ReadSentence, other: ReadSentence, known: ReadonlySet<string>): boolean {
  return sentence.names.some(
    (name) =>
      !known.has(name) && !other.names.includes(name) && !words(other.text).some((word) => word.folded === name),
  );
}

/** Whether a sentence has the measure that the question asks for; `false` for every sentence where it asks for none. */
function namesMeasure(sentence: ReadSentence, question: string): boolean {
  const measure = measured.exec(question)?.[1];
  return (
    measure !== undefined &&
    words(measure).every((word) =>
      sentence.words.some((candidate) => word.stem === candidate.stem || isSameFamily(word, candidate)),
    )
  );
}

function alike(left: Word, right: Word, similarity: WordSimilarity): boolean {
  return (
    left.stem === right.stem || isSameFamily(left, right) || (similarity(left.folded, right.folded) ?? 0) >= similarFrom
  );
}
