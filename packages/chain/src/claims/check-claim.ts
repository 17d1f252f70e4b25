import type { ClaimProblem } from "@ragstone/core";
import { stopWords } from "../text/stop-words.js";
import { words, type Word } from "../text/words.js";
import { attachmentDiffers } from "./attachment.js";
import { findDates, sameDate } from "./dates.js";
import { findNames, initialsOf, nameIsIn } from "./names.js";
import { findNumbers, sameNumber } from "./numbers.js";
import { directionDiffers, negationDiffers } from "./polarity.js";

export interface ClaimToCheck {
  /** The claim without its markers. */
  readonly claim: string;
  /** The exact spans of the sources that it cites. */
  readonly quotes: readonly string[];
  /** Words capitalised inside sentences of the sources: what opens a claim and is among them is a name. */
  readonly knownNames?: ReadonlySet<string>;
}

/** Fewest shared content words, as a share of the claim's, below which a quote says nothing of its claim. */
const minOverlap = 0.15;

/**
 * Checks a claim against its quotes without a model: every number, date and name of the claim stands in a quote,
 * neither denies what the other says, comparisons point the same way, and values stand with the words that they stand
 * with in the quote. Says what fails, in a fixed order; empty when nothing does. Cost is linear in claim and quotes.
 */
export function checkClaim({ claim, quotes, knownNames }: ClaimToCheck): ClaimProblem[] {
  const problems: ClaimProblem[] = [];
  const joined = quotes.join("\n\n");
  const claimDates = findDates(claim);
  const quoteDates = findDates(joined);
  const outside = (dates: readonly { readonly start: number; readonly end: number }[], at: number): boolean =>
    !dates.some((date) => at >= date.start && at < date.end);
  const claimNumbers = findNumbers(claim).filter((number) => outside(claimDates, number.start));
  const quoteNumbers = findNumbers(joined);

  if (claimNumbers.some((number) => !quoteNumbers.some((other) => sameNumber(number, other))))
    problems.push("number-mismatch");
  if (
    claimDates.some(
      (date) => !quoteDates.some((other) => sameDate(date, other)) && !isPlainNumber(claim, date, quoteNumbers),
    )
  )
    problems.push("date-mismatch");

  const quoteWords = new Set<string>();
  const quoteStems = new Set<string>();
  const quoteText = { text: joined, words: words(joined) };
  const claimText = { text: claim, words: words(claim) };
  for (const word of quoteText.words) {
    quoteWords.add(word.folded);
    if (word.folded.includes("'")) for (const part of word.folded.split("'")) quoteWords.add(part);
    quoteStems.add(word.stem);
  }
  const initials = initialsOf(joined);
  const unknown = findNames(claim).filter(
    (name) =>
      outside(claimDates, name.start) &&
      (!name.initial || knownNames?.has(name.folded) === true) &&
      !joined.includes(name.text) &&
      !nameIsIn(name.folded, quoteWords, initials),
  );
  if (unknown.length > 0) problems.push("name-mismatch");

  if (negationDiffers(claimText, quoteText)) problems.push("negation-mismatch");
  if (directionDiffers(claimText, quoteText)) problems.push("direction-mismatch");
  if (problems.length === 0 && attachmentDiffers(claim, joined)) problems.push("attachment-mismatch");
  if (problems.length === 0 && overlap(claimText.words, quoteStems) < minOverlap) problems.push("not-entailed");
  return problems;
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
