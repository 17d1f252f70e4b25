import type { ClaimProblem, TextRange } from "@ragstone/core";
import { stopWords } from "../text/stop-words.js";
import { words, type Word } from "../text/words.js";
import { attachmentDiffers } from "./attachment.js";
import { findDates, sameDate, type DateMention } from "../values/dates.js";
import { findNames, initialsOf, nameIsIn, type NameMention } from "../values/names.js";
import { findNumbers, sameNumber } from "../values/numbers.js";
import { directionDiffers, negationDiffers, type ReadText } from "./polarity.js";

export interface ClaimToCheck {
  /** The claim without its markers. */
  readonly claim: string;
  /** The exact spans of the sources that it cites. */
  readonly quotes: readonly string[];
  /** Titles and headings of the sources cited: names, numbers and dates may come from them. @defaultValue none */
  readonly context?: readonly string[];
  /** The question that is answered: names may come from it, values may not. @defaultValue none */
  readonly question?: string | undefined;
  /** Words capitalised inside sentences of the sources: what opens a claim and is among them is a name. */
  readonly knownNames?: ReadonlySet<string>;
}

/** Fewest shared content words, as a share of the claim's, below which a quote says nothing of its claim. */
const minOverlap = 0.15;

/**
 * Checks a claim against its quotes without a model: every number, date and name of the claim is in a quote or its
 * context, neither denies what the other says, comparisons point the same way, and values belong to the same words as
 * in the quote. Returns what fails, in a fixed order; empty when nothing does. Cost is linear in claim and quotes.
 */
export function checkClaim({ claim, quotes, context = [], question, knownNames }: ClaimToCheck): ClaimProblem[] {
  const joined = quotes.join("\n\n");
  const around = context.filter((text) => text !== "");
  const claimDates = findDates(claim);
  const problems = valueProblems(claim, claimDates, [...quotes, ...around].join("\n\n"));

  const quoteText = textOf(joined);
  const claimText = textOf(claim);
  const nameSources = [...around, ...(question === undefined ? [] : [question])];
  const named = nameSources.length === 0 ? quoteText : textOf([joined, ...nameSources].join("\n\n"));
  const unknown = unknownNames(claim, named, knownNames).filter((name) => isOutside(claimDates, name.start));
  if (unknown.length > 0) problems.push("name-mismatch");

  if (negationDiffers(claimText, quoteText)) problems.push("negation-mismatch");
  if (directionDiffers(claimText, quoteText)) problems.push("direction-mismatch");
  if (problems.length === 0 && attachmentDiffers(claim, joined)) problems.push("attachment-mismatch");
  if (problems.length === 0 && overlap(claimText.words, new Set(quoteText.words.map((word) => word.stem))) < minOverlap)
    problems.push("not-entailed");
  return problems;
}

function textOf(text: string): ReadText {
  return { text, words: words(text) };
}

function isOutside(ranges: readonly TextRange[], at: number): boolean {
  return !ranges.some((range) => at >= range.start && at < range.end);
}

/** Numbers and dates of a claim that the evidence lacks. */
function valueProblems(claim: string, claimDates: readonly DateMention[], evidence: string): ClaimProblem[] {
  const problems: ClaimProblem[] = [];
  const numbers = findNumbers(evidence);
  const dates = findDates(evidence);
  const claimNumbers = findNumbers(claim).filter((number) => isOutside(claimDates, number.start));
  if (claimNumbers.some((number) => !numbers.some((other) => sameNumber(number, other))))
    problems.push("number-mismatch");
  if (claimDates.some((date) => !dates.some((other) => sameDate(date, other)) && !isPlainNumber(claim, date, numbers)))
    problems.push("date-mismatch");
  return problems;
}

/** Names of a claim that the evidence lacks; a word that opens the claim counts only where it is known as a name. */
function unknownNames(claim: string, evidence: ReadText, knownNames: ReadonlySet<string> | undefined): NameMention[] {
  const evidenceWords = new Set<string>();
  for (const { folded } of evidence.words) {
    evidenceWords.add(folded);
    if (folded.includes("'")) for (const part of folded.split("'")) evidenceWords.add(part);
  }
  const initials = initialsOf(evidence.text);
  return findNames(claim).filter(
    (name) =>
      (!name.initial || knownNames?.has(name.folded) === true) &&
      !evidence.text.includes(name.text) &&
      !nameIsIn(name.folded, evidenceWords, initials),
  );
}

/** A four-digit number without month or day may be a count that looks like a year. */
function isPlainNumber(
  claim: string,
  date: {
    readonly month: number | null;
    readonly start: number;
    readonly end: number;
    readonly century: boolean;
    readonly decade: boolean;
  },
  numbers: readonly { readonly value: number }[],
): boolean {
  return (
    date.month === null &&
    !date.century &&
    !date.decade &&
    numbers.some((number) => number.value === Number(claim.slice(date.start, date.end)))
  );
}

/**
 * Share of the claim's content words whose stem, or a word that starts alike, stands in the quotes. 1 when there are
 * none.
 */
function overlap(claim: readonly Word[], quoteStems: ReadonlySet<string>): number {
  const content = claim.filter((word) => !stopWords.has(word.folded));
  if (content.length === 0) return 1;
  const starts = new Set([...quoteStems].map((word) => word.slice(0, 5)));
  return (
    content.filter((word) => quoteStems.has(word.stem) || (word.stem.length >= 5 && starts.has(word.stem.slice(0, 5))))
      .length / content.length
  );
}
