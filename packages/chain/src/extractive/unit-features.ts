import type { Passage } from "@ragstone/core";
import { stopWords, type TextUnit, unitsOf, type Word, words } from "@ragstone/verify/internal";
import { holdsType } from "./holds-type.js";
import { matchTerm, type WordSimilarity } from "./match-term.js";
import { askingWords, type ParsedQuestion } from "./question.js";

/** What tells an answer from other sentences, each about in `[0, 1]`; the order of the weights. */
export const featureNames = [
  "coverage", // share of the question's weight that the unit holds, soft matches counted in part
  "stems", // the same by stem alone
  "names", // share of the weight of names and numbers; 1 when the question has none
  "before", // what the unit before adds
  "beforeTwo", // what the two units before it add
  "after", // what the unit after adds
  "passage", // what the rest of the passage and its headings add
  "pairs", // share of the question's neighbouring terms that are neighbours in the unit
  "proximity", // how close together the matched terms stand
  "typeHeld", // holds the kind of value asked for
  "typeMissing", // does not hold it
  "rank", // rank score of the passage, the best being 1
  "first", // stands in the best passage
  "length", // ln(1 + words) / 5
  "pronoun", // starts with a word that points back
  "fresh", // share of content words that are not in the question
  "credited", // share of the weight that the unit or, less, its neighbours and passage hold
  "typeNear", // the value asked for stands close to a matched term
  "defines", // the question asks what something is, and the unit opens with it
] as const;

export interface FeaturedUnit {
  readonly passage: Passage;
  readonly unit: TextUnit;
  readonly text: string;
  readonly words: readonly Word[];
  /** How far each question term is met in the unit, in `[0, 1]`, in the order of the terms. */
  readonly matches: Float64Array;
  /** The same with what the headings above it and the header of its table hold, counted in part. */
  readonly inContext: Float64Array;
  /** In the order of {@link featureNames}. */
  readonly features: readonly number[];
}

/**
 * Match of a term that only a heading above holds, or the header of the table. Chosen on half of the questions on the
 * handbook; XQuAD has no headings.
 */
const headingMatch = 0.6;

const pointsBack = /^(?:he|she|it|they|his|her|its|their|this|these|those|that|such|him|them|here|there)$/u;

/** How far each question term is met by a word, in `[0, 1]`, in the order of the terms. */
type MatchWord = (word: Word) => Float64Array;

/** What the features of all units are computed from. */
interface Measure {
  readonly question: ParsedQuestion;
  readonly matchWord: MatchWord;
  /** Rank score of the best passage. */
  readonly bestScore: number;
  /** Share of the question's weight, of terms each valued in `[0, 1]`. */
  readonly share: (value: (index: number) => number) => number;
  /** The same of names and numbers alone; 1 when the question has none. */
  readonly specificShare: (value: (index: number) => number) => number;
}

/** A unit of a passage with what the units and headings around it match. */
interface PlacedUnit {
  readonly passage: Passage;
  readonly unit: TextUnit;
  readonly text: string;
  readonly list: readonly Word[];
  /** Match of the unit, headings above it counted in part. */
  readonly match: Float64Array;
  /** Matches of the neighbours in the same paragraph. */
  readonly before: Float64Array | undefined;
  readonly beforeTwo: Float64Array | undefined;
  readonly after: Float64Array | undefined;
  /** Match of the whole passage with its headings and path. */
  readonly overall: Float64Array;
}

/**
 * Computes the features of every unit of the passages. Cost grows with the distinct words of the passages times the
 * terms of the question.
 */
export function unitFeatures(
  question: ParsedQuestion,
  passages: readonly Passage[],
  similarity: WordSimilarity,
): FeaturedUnit[] {
  const bestScore = Math.max(...passages.map((passage) => passage.score), 1e-9);
  const measure = measureOf(question, bestScore, similarity);
  return passages.flatMap((passage) => passageFeatures(passage, measure));
}

function measureOf(question: ParsedQuestion, bestScore: number, similarity: WordSimilarity): Measure {
  const { terms } = question;
  const known = new Map<string, Float64Array>();
  const matchWord = (word: Word): Float64Array => {
    let match = known.get(word.folded);
    if (match === undefined) {
      match = new Float64Array(terms.length);
      for (let index = 0; index < terms.length; index += 1)
        match[index] = matchTerm(terms[index]!.word, word, similarity);
      known.set(word.folded, match);
    }
    return match;
  };
  const total = terms.reduce((sum, term) => sum + term.weight, 0) || 1;
  const specificTotal = terms.reduce((sum, term) => sum + (term.specific ? term.weight : 0), 0);
  return {
    question,
    matchWord,
    bestScore,
    share: (value) => terms.reduce((sum, term, index) => sum + term.weight * value(index), 0) / total,
    specificShare: (value) =>
      specificTotal === 0
        ? 1
        : terms.reduce((sum, term, index) => sum + (term.specific ? term.weight * value(index) : 0), 0) / specificTotal,
  };
}

function passageFeatures(passage: Passage, measure: Measure): FeaturedUnit[] {
  const { question, matchWord } = measure;
  const { length } = question.terms;
  const units = unitsOf(passage);
  const own = wordsOfUnits(passage.text, units);
  const matches = own.map((list) => bestMatches(list, length, matchWord));
  const overall = bestMatches(words([...passage.headings, passage.path].join(" ")), length, matchWord);
  for (const match of matches) match.forEach((value, at) => (overall[at] = Math.max(overall[at] ?? 0, value)));
  const above = bestMatches(words(passage.headings.at(-1) ?? ""), length, matchWord);
  const contexts = headingContexts(units, matches, above);
  return units.flatMap((unit, at): FeaturedUnit[] => {
    const match = contexts[at];
    const list = own[at];
    if (match === undefined || list === undefined || unit.kind === "heading") return [];
    const text = passage.text.slice(unit.start, unit.end);
    const neighbour = (step: number): Float64Array | undefined =>
      units[at + step]?.paragraph === unit.paragraph && units[at + step]?.kind !== "heading"
        ? matches[at + step]
        : undefined;
    const before = neighbour(-1);
    const beforeTwo = before === undefined ? undefined : neighbour(-2);
    const after = neighbour(1);
    const features = featuresOf({ passage, unit, text, list, match, before, beforeTwo, after, overall }, measure);
    return [{ passage, unit, text, words: list, matches: matches[at]!, inContext: match, features }];
  });
}

/** In the order of {@link featureNames}. */
function featuresOf(placed: PlacedUnit, { question, matchWord, bestScore, share, specificShare }: Measure): number[] {
  const { passage, unit, text, list, match, before, beforeTwo, after, overall } = placed;
  const gain = (other: Float64Array | undefined): number =>
    other === undefined ? 0 : share((index) => Math.max(0, (other[index] ?? 0) - (match[index] ?? 0)));
  const type = holdsType(question, text, list);
  const content = list.filter((word) => !stopWords.has(word.folded));
  const matched = matchedPlaces(list, matchWord);
  return [
    share((index) => match[index] ?? 0),
    share((index) => ((match[index] ?? 0) === 1 ? 1 : 0)),
    specificShare((index) => match[index] ?? 0),
    gain(before),
    gain(beforeTwo),
    gain(after),
    gain(overall),
    pairs(question, list),
    proximity(matched),
    type.asked && type.places.length > 0 ? 1 : 0,
    type.asked && type.places.length === 0 ? 1 : 0,
    passage.score / bestScore,
    passage.score === bestScore ? 1 : 0,
    Math.log1p(list.length) / 5,
    list[0] !== undefined && pointsBack.test(list[0].folded) ? 1 : 0,
    content.length === 0 ? 0 : content.filter((word) => !question.stems.has(word.stem)).length / content.length,
    share((index) =>
      Math.max(
        match[index] ?? 0,
        0.6 * (before?.[index] ?? 0),
        0.3 * (beforeTwo?.[index] ?? 0),
        0.2 * (after?.[index] ?? 0),
        0.25 * (overall[index] ?? 0),
      ),
    ),
    typeNear(type.places, matched, list, unit.start),
    question.defines && opensWithTerms(question, text, list) ? 1 : 0,
  ];
}

/** Matches of each unit with those of its section's heading and its table's header, counted in part. */
function headingContexts(
  units: readonly TextUnit[],
  matches: readonly Float64Array[],
  above: Float64Array,
): Float64Array[] {
  let heading = above;
  let header: { readonly paragraph: number; readonly match: Float64Array } | null = null;
  return units.map((unit, at) => {
    const own = matches[at]!;
    if (unit.kind === "heading") {
      if (units[at + 1]?.paragraph === unit.paragraph) header = { paragraph: unit.paragraph, match: own };
      else heading = own;
      return own;
    }
    const table = header?.paragraph === unit.paragraph ? header.match : null;
    return own.map((value, term) => Math.max(value, headingMatch * Math.max(heading[term] ?? 0, table?.[term] ?? 0)));
  });
}

const opening = /^(?:the|a|an)$/u;

/**
 * Whether a text starts with all of the question's terms, as a definition does: "A chunk is", "Fingerprint.
 * Everything", "no-text-layer: the PDF".
 */
function opensWithTerms({ terms, stems }: ParsedQuestion, text: string, list: readonly Word[]): boolean {
  const asked = terms.filter(({ word }) => !askingWords.has(word.folded));
  const first = list.findIndex((word) => !opening.test(word.folded));
  if (first < 0 || asked.length === 0) return false;
  let end = first;
  while (end < list.length && stems.has(list[end]!.stem)) end += 1;
  const head = list.slice(first, end);
  const last = head.findLast((word) => asked.some(({ word: term }) => term.stem === word.stem));
  if (last === undefined || !asked.every(({ word }) => head.some((candidate) => candidate.stem === word.stem)))
    return false;
  const offset = list[0]!.start - Math.max(0, text.indexOf(list[0]!.text));
  return /^[\s`"”*_]*(?:[:.|–—]|(?:is|are|was|were|means?|stands?|refers?|has|have)\b)/u.test(
    text.slice(last.end - offset),
  );
}

/** Words of each unit, by one look at the text. */
function wordsOfUnits(text: string, units: readonly TextUnit[]): Word[][] {
  const all = words(text);
  let at = 0;
  return units.map((unit) => {
    while (at < all.length && all[at]!.end <= unit.start) at += 1;
    const from = at;
    while (at < all.length && all[at]!.start < unit.end) at += 1;
    return all.slice(from, at);
  });
}

function bestMatches(list: readonly Word[], terms: number, matchWord: MatchWord): Float64Array {
  const best = new Float64Array(terms);
  for (const word of list) {
    const match = matchWord(word);
    for (let index = 0; index < terms; index += 1) best[index] = Math.max(best[index] ?? 0, match[index] ?? 0);
  }
  return best;
}

/**
 * Share of neighbouring question terms that stand next to each other in the unit, other words between them at most one.
 */
function pairs(question: ParsedQuestion, list: readonly Word[]): number {
  const { terms } = question;
  if (terms.length < 2) return 0;
  const places = list.map((word) => terms.findIndex((term) => term.word.stem === word.stem));
  let found = 0;
  for (let index = 1; index < terms.length; index += 1) {
    if (places.some((place, at) => place === index - 1 && (places[at + 1] === index || places[at + 2] === index)))
      found += 1;
  }
  return found / (terms.length - 1);
}

/** Positions of words that match a question term well. */
function matchedPlaces(list: readonly Word[], matchWord: MatchWord): number[] {
  return list.flatMap((word, at) => (matchWord(word).some((value) => value >= 0.5) ? [at] : []));
}

/** Mean closeness of neighbouring matched words, `1 / gap`. */
function proximity(places: readonly number[]): number {
  if (places.length < 2) return 0;
  let sum = 0;
  for (let at = 1; at < places.length; at += 1) sum += 1 / ((places[at] ?? 0) - (places[at - 1] ?? 0));
  return sum / (places.length - 1);
}

/** `1 / (1 + words between)` of the value asked for and the nearest matched word. */
function typeNear(
  starts: readonly number[],
  matched: readonly number[],
  list: readonly Word[],
  offset: number,
): number {
  let best = 0;
  for (const start of starts) {
    const place = list.findIndex((word) => word.end > offset + start);
    if (place < 0) continue;
    for (const other of matched) best = Math.max(best, 1 / (1 + Math.abs(other - place) / 4));
  }
  return best;
}
