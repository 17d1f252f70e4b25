import { isSameMeaning } from "../text/same-meaning.js";
import { stopWords } from "../text/stop-words.js";
import { words } from "../text/words.js";
import { joinIdentifiers } from "../values/identifiers.js";
import type { AlignedWord, Difference } from "./align-words.js";

/** Longest phrase, in content words, that stands for another one. */
const longestPhrase = 3;
const clauseEnd = /[.:;!?]["'”’)\]*_`]*\s|\n|,\s(?=(?:and|but|while|whereas|which|who|so|because|if|when)\b)/u;
/** Words that any statement may have in the place of others, and verbs that link a subject with what is said of it. */
const linking =
  /^(?:us(?:e[ds]?|ing)|ha(?:s|ve)|called|named|also|then|please|simply|following|corresponding|respective|given|specified|whole|entire|certain|particular)$/u;
/** Opposites among the words that connect others. */
const connectingOpposites =
  "before/after above/below much/little many/few even/unless from/up with/without if/unless only/except including/except excluding/including from/until under/over more/less most/least inside/outside into/from on/off in/out up/down"
    .split(" ")
    .map((pair) => pair.split("/"));

/** A phrase of the claim at the place of another one of the quotes. */
export interface Substitution {
  readonly own: Phrase;
  readonly other: Phrase;
}

export interface Phrase {
  /** Its content words. */
  readonly content: readonly AlignedWord[];
  /** Other words before and after them that the other text lacks here. */
  readonly before: readonly AlignedWord[];
  readonly after: readonly AlignedWord[];
  /** The words around all of that. */
  readonly left: AlignedWord | undefined;
  readonly right: AlignedWord | undefined;
}

/** What a difference puts at the place of what, if it does. */
export function substitutionAt(
  { own, other }: Difference,
  part: readonly AlignedWord[],
  quoted: readonly AlignedWord[],
): Substitution[] {
  const [left, right] = [part.slice(...own), quoted.slice(...other)];
  const one = { own: phraseAt(part, own), other: phraseAt(quoted, other) };
  // Words that only connect have opposites, too.
  const isConditional = [...left, ...right].some(({ folded }) => folded === "only" || folded === "not");
  if (Math.max(left.length, right.length) <= longestPhrase + 1 && !isConditional && opposed(left, right))
    return [{ own: { ...one.own, content: [], before: left }, other: { ...one.other, content: [], before: right } }];
  return [one.own, one.other].every(({ content }) => content.length > 0 && content.length <= longestPhrase)
    ? [one]
    : [];
}

function phraseAt(list: readonly AlignedWord[], [start, end]: readonly [number, number]): Phrase {
  const part = list.slice(start, end);
  const first = part.findIndex(carries);
  const last = part.findLastIndex(carries);
  return {
    content: part.filter(carries),
    before: first < 0 ? part : part.slice(0, first),
    after: first < 0 ? [] : part.slice(last + 1),
    left: part[0]?.startsClause === true ? undefined : list[start - 1],
    right: list[end]?.startsClause === true ? undefined : list[end],
  };
}

/** Whether a word says what a statement is about. */
export function carries({ isContent, folded }: AlignedWord): boolean {
  return isContent && !linking.test(folded);
}

/** Whether two lists of words have the two sides of a pair of opposites that only connect. */
export function opposed(own: readonly AlignedWord[], other: readonly AlignedWord[]): boolean {
  const has = (list: readonly AlignedWord[], word: string | undefined): boolean =>
    list.some(({ folded }) => folded === word);
  return connectingOpposites.some(
    ([left, right]) => (has(own, left) && has(other, right)) || (has(own, right) && has(other, left)),
  );
}

export function isSameWord(own: AlignedWord, other: AlignedWord): boolean {
  if (own.folded === other.folded) return true;
  return own.isContent && other.isContent && (own.stem === other.stem || isSameMeaning(own, other));
}

/** The words of a text as an alignment compares them. */
export function statementOf(text: string): AlignedWord[] {
  const joined = joinIdentifiers(text);
  const list = words(joined);
  const commands = [...text.matchAll(/`[^`\n]* [^`\n]*`/gu)].map(({ index, 0: code }) => ({
    start: index,
    end: index + code.length,
  }));
  return list.map((word, at) => {
    const gap = joined.slice(list[at - 1]?.end ?? 0, word.end);
    const startsClause = at === 0 || clauseEnd.test(gap);
    return {
      ...word,
      isContent: !stopWords.has(word.folded),
      isCode: commands.some(({ start, end }) => start <= word.start && word.end <= end),
      startsClause,
      startsPart: startsClause || gap.startsWith(", "),
    };
  });
}
