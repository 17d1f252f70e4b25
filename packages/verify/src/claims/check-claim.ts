import type { ClaimProblem, TextRange } from "@ragstone/core";
import { stem } from "../text/stem.js";
import { stopWords } from "../text/stop-words.js";
import { words } from "../text/words.js";
import { changedCopy } from "./close-copy.js";
import { contentOverlap } from "./content-overlap.js";
import { Arrangement } from "./arrangement.js";
import { attachmentDiffers, wordsExchanged } from "./attachment.js";
import { findDates, sameDate, type DateMention } from "../values/dates.js";
import { findIdentifiers, hasIdentifier } from "../values/identifiers.js";
import { findNames, initialsOf, nameIsIn, type NameMention } from "../values/names.js";
import { findNumbers, impliedNumbers, isNumberIn, unitDiffers, type NumberMention } from "../values/numbers.js";
import { directionDiffers, withSigns } from "./direction.js";
import { qualifiersDiffer } from "./qualifiers.js";
import { isOverconfident, saysMore } from "./overreach.js";
import { mixesParts } from "./mixes-parts.js";
import { namesAreApart } from "./names-apart.js";
import { negatedWords, negationDiffers, type ReadText } from "./negation.js";

export interface ClaimToCheck {
  /** The claim without its markers. */
  readonly claim: string;
  /** The exact spans of the sources that it cites. */
  readonly quotes: readonly string[];
  /** Titles, headings, file names and table headers: names, numbers and dates may come from them. @defaultValue none */
  readonly context?: readonly string[];
  /** Possible antecedents of the quotes' pronouns: names may come from it, values may not. @defaultValue none */
  readonly subjects?: readonly string[];
  /** Stems of the words of the passages around the quotes: what a claim adds to these is said nowhere. @defaultValue none */
  readonly passageStems?: () => readonly ReadonlySet<string>[];
  /**
   * The question that is answered: names may come from it, and values of a type that the quotes have none of.
   *
   * @defaultValue none
   */
  readonly question?: string | undefined;
  /** What most sources are about: names may come from it. @defaultValue none */
  readonly topic?: () => ReadonlySet<string>;
  /** Words capitalised inside sentences of the sources: what opens a claim and is among them is a name. */
  readonly knownNames?: ReadonlySet<string>;
}

/** Fewest shared content words, as a share of the claim's, below which a quote says nothing of its claim. */
const minOverlap = 0.15;

/**
 * Checks a claim against its quotes without a model: every number, date and name of the claim is in a quote or its
 * context, neither negates the other, comparisons have the same direction, and values belong to the same words as in
 * the quote. Returns the failures, in a fixed order; empty if there are none. Cost is linear in claim and quotes.
 */
export function checkClaim(options: ClaimToCheck): ClaimProblem[] {
  const { claim, quotes, context = [], subjects = [], question = "", topic, knownNames } = options;
  const joined = quotes.join("\n\n");
  const around = context.filter((text) => text !== "");
  const claimDates = findDates(claim);
  const problems = valueProblems({
    claim,
    claimDates,
    evidence: [...quotes, ...around].join("\n\n"),
    joined,
    question,
  });

  const quoteText = textOf(joined);
  const claimText = textOf(claim);
  const nameSources = [...around, ...subjects, question].filter((text) => text !== "");
  const named = nameSources.length === 0 ? quoteText : textOf([joined, ...nameSources].join("\n\n"));
  const isTopic = (name: string): boolean => topic?.().has(name.toLowerCase()) === true;
  const unknown = unknownNames(claim, named, knownNames).filter(
    (name) => isOutside(claimDates, name.start) && !isTopic(name.folded),
  );
  const identifiers = findIdentifiers(claim).filter(({ text }) => !isTopic(text));
  if (unknown.length > 0 || identifiersDiffer(claim, identifiers, [joined, ...subjects].join("\n\n"), named.text))
    problems.push("name-mismatch");

  const arrangement = new Arrangement(claim, joined);
  problems.push(...polarityProblems(claimText, quoteText, arrangement));
  if (problems.length === 0 && (isAboutOther(arrangement) || namesAreApart(claim, joined, knownNames)))
    problems.push("attachment-mismatch");
  if (problems.length === 0) {
    let contextStems: ReadonlySet<string> | undefined;
    const change = changedCopy(arrangement.claim, arrangement.quotes, {
      isReversed: arrangement.roles.areTurned || arrangement.order.explained.size > 0,
      passages: options.passageStems ?? (() => []),
      context: () => (contextStems ??= new Set(words([...around, question].join("\n")).map(({ stem }) => stem))),
    });
    if (change !== null) problems.push(change);
  }
  if (problems.length === 0 && isBeyond(claimText, quoteText, named, options)) problems.push("not-entailed");
  return problems;
}

function polarityProblems(claim: ReadText, quotes: ReadText, arrangement: Arrangement): ClaimProblem[] {
  const problems: ClaimProblem[] = [];
  const said = negatedWords({ text: withSigns(claim.text) }, quotes);
  const quoted = negatedWords({ text: withSigns(quotes.text) }, claim);
  if (negationDiffers(claim, quotes, said, quoted)) problems.push("negation-mismatch");
  const { order } = arrangement;
  if (
    order.differs ||
    directionDiffers(said, quoted, order.explained) ||
    (problems.length === 0 && arrangement.roles.differ)
  )
    problems.push("direction-mismatch");
  return problems;
}

/** Whether values or words of a claim belong to something else in its quotes, or all of it to something else. */
function isAboutOther(arrangement: Arrangement): boolean {
  const { claim, quotes, order } = arrangement;
  const differs = attachmentDiffers(claim, quotes) || wordsExchanged(claim, quotes) || mixesParts(claim, quotes);
  if (order.explained.size > 0 || !differs) return false;
  return !arrangement.isRearranged && !arrangement.roles.areTurned;
}

/** Whether a claim has next to nothing of its quotes, or says more or with more certainty than they and their context. */
function isBeyond(
  claim: ReadText,
  quotes: ReadText,
  named: ReadText,
  { passageStems = () => [] }: ClaimToCheck,
): boolean {
  if (contentOverlap(claim.words, quotes.words) < minOverlap || isOverconfident(claim.text, quotes.text)) return true;
  return saysMore(claim.words, named.words, passageStems);
}

function textOf(text: string): ReadText {
  return { text, words: words(text) };
}

function isOutside(ranges: readonly TextRange[], at: number): boolean {
  return !ranges.some((range) => at >= range.start && at < range.end);
}

interface ValuesToCheck {
  readonly claim: string;
  readonly claimDates: readonly DateMention[];
  /** The quotes with their context. */
  readonly evidence: string;
  /** The quotes alone. */
  readonly joined: string;
  readonly question: string;
}

/** Numbers and dates of a claim that the evidence lacks. */
function valueProblems({ claim, claimDates, evidence, joined, question }: ValuesToCheck): ClaimProblem[] {
  const problems: ClaimProblem[] = [];
  const claimNumbers = findNumbers(claim).filter((number) => isOutside(claimDates, number.start));
  if (unitDiffers(claim, evidence) || qualifiersDiffer(claim, joined)) problems.push("number-mismatch");
  if (claimNumbers.length === 0 && claimDates.length === 0) return problems;
  const numbers = findNumbers(evidence);
  const dates = findDates(evidence);
  const asked = repeatable(question, joined);
  const known = claimNumbers.length === 0 ? [] : [...numbers, ...impliedNumbers(joined), ...asked.numbers];
  if (
    claimNumbers.some(
      (number) =>
        !isNumberIn(number, known, { reversed: reversing.test(claim) && !reversing.test(joined) }) &&
        !isInterval(number, dates),
    )
  )
    problems.push("number-mismatch");
  if (
    claimDates.some(
      (date) =>
        ![...dates, ...asked.dates].some((other) => sameDate(date, other)) && !isPlainNumber(claim, date, numbers),
    )
  )
    problems.push("date-mismatch");
  return problems;
}

/** "Eight years later": the years between two dates. */
function isInterval({ value, unit }: NumberMention, dates: readonly DateMention[]): boolean {
  return (
    unit === "year" &&
    dates.some(({ year }) => year !== null && dates.some((other) => other.year !== null && other.year - year === value))
  );
}

/** Words that make of what fails below a limit what holds from it on. */
const reversing = /\b(?:otherwise|only|unless|needs?|needed|requires?|required|must|ha(?:s|ve) to)\b/iu;

/** Values of the question that a claim may repeat: the quotes have none of their type, so that they cannot differ. */
function repeatable(
  question: string,
  quotes: string,
): { readonly numbers: readonly NumberMention[]; readonly dates: readonly DateMention[] } {
  if (question === "") return { numbers: [], dates: [] };
  const quoted = findNumbers(quotes);
  const dates = findDates(question);
  return {
    numbers: findNumbers(question).filter(
      (number) => isOutside(dates, number.start) && !quoted.some((other) => other.unit === number.unit),
    ),
    dates: findDates(quotes).length > 0 ? [] : dates,
  };
}

/** Names of a claim that the evidence lacks; a word that opens the claim counts only where it is known as a name. */
function unknownNames(claim: string, evidence: ReadText, knownNames: ReadonlySet<string> | undefined): NameMention[] {
  const evidenceWords = new Set<string>();
  for (const { folded } of evidence.words) {
    evidenceWords.add(folded);
    if (folded.includes("'")) for (const part of folded.split("'")) evidenceWords.add(part);
  }
  const initials = initialsOf(evidence.text);
  const stems = new Set(evidence.words.map((word) => word.stem));
  return findNames(claim).filter(
    (name) =>
      (!name.initial || knownNames?.has(name.folded) === true) &&
      !evidence.text.includes(name.text) &&
      !nameIsIn(name.folded, evidenceWords, initials) &&
      // A word that opens the claim, or is all capitals ("DROP TABLE"), may be a common word in another form.
      !((name.initial || /^\p{Lu}{3,}$/u.test(name.text)) && stems.has(stem(name.folded))) &&
      !isOwnAbbreviation(claim, name),
  );
}

/**
 * Whether an identifier of the claim is in none of the evidence; or whether quotes and claim have identifiers, and none
 * in common: what is said of one function is said of another one there.
 */
function identifiersDiffer(
  claim: string,
  said: readonly { readonly text: string }[],
  quotes: string,
  evidence: string,
): boolean {
  if (said.length === 0) return false;
  if (said.some(({ text }) => !hasIdentifier(evidence, text))) return true;
  const quoted = findIdentifiers(quotes);
  return (
    quoted.length > 0 &&
    !said.some(({ text }) => hasIdentifier(quotes, text)) &&
    !quoted.some(({ text }) => hasIdentifier(claim, text))
  );
}

/** "meals and incidental expenses (M&IE)": an abbreviation that the claim itself spells out. */
function isOwnAbbreviation(claim: string, name: NameMention): boolean {
  if (!/\(\s*$/u.test(claim.slice(0, name.start)) || !/^\p{Lu}[\p{Lu}\p{N}&-]+$/u.test(name.text)) return false;
  const letters = name.text.toLowerCase().replace(/[^\p{L}]/gu, "");
  const initials = words(claim.slice(0, name.start)).slice(-12);
  const all = initials.map((word) => word.folded[0]).join("");
  const content = initials
    .filter((word) => !stopWords.has(word.folded))
    .map((word) => word.folded[0])
    .join("");
  return all.endsWith(letters) || content.endsWith(letters);
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
