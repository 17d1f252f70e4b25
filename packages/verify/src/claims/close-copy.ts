import type { ClaimProblem } from "@ragstone/core";
import { generalWords } from "../text/general-words.js";
import { isSameMeaning } from "../text/same-meaning.js";
import { stopWords } from "../text/stop-words.js";
import { words } from "../text/words.js";
import { joinIdentifiers } from "../values/identifiers.js";
import { alignWords, type AlignedStatement, type AlignedWord, type Difference } from "./align-words.js";
import { areOpposites } from "./are-opposites.js";

/** Share of the content words of a statement that a close copy has of its quotes, in their order. */
const leastCopied = 0.6;
/** And how many. */
const leastShared = 2;
/** Longest phrase, in content words, that stands for another one. */
const longestPhrase = 3;
/** Longest stretch of the quotes that is compared. */
const mostWords = 500;
/** Longest statement that is compared. */
const longestStatement = 100;

const clauseEnd = /[.:;!?]["'”’)\]*_`]*\s|\n|,\s(?=(?:and|but|while|whereas|which|who|so|because|if|when)\b)/u;
/** Words that any statement may have in the place of others, and verbs that link a subject with what is said of it. */
const linking =
  /^(?:us(?:e[ds]?|ing)|ha(?:s|ve)|called|named|also|then|please|simply|following|corresponding|respective|given|specified|whole|entire|certain|particular)$/u;
/** A noun follows these. */
const determiner = /^(?:the|an?|its|their|your|his|her|our|each|every|any|all|both|some)$/u;
const beforeNoun =
  /^(?:the|an?|this|that|these|those|its|their|your|his|her|our|of|in|on|at|for|with|from|by|into|each|every|any|all|no|both|than|as|per|because|since|if|when|unless|while|whereas|but)$/u;
const verbal = /(?:ed|ing)$/u;
/** The object of an instruction follows its verb: "remove the lid". */
const afterVerb =
  /^(?:the|an?|this|that|these|those|its|their|your|his|her|our|it|them|you|each|every|any|all|no|not|to|that|into|onto|out|off|back)$/u;

/** Opposites among the words that connect others. */
const connectingOpposites =
  "before/after above/below much/little many/few even/unless from/up with/without if/unless only/except including/except excluding/including from/until under/over more/less most/least inside/outside into/from on/off in/out up/down"
    .split(" ")
    .map((pair) => pair.split("/"));

/** With one of these among the differences an opposite may say the same. */
const turning = /^(?:not|no|never|nor|neither|none|cannot|only|more|less|least|fewer|without|\p{L}+n['’]t)$/u;

export interface CopyContext {
  /** Whether the claim says the same the other way around: "B is called by A". */
  readonly isReversed: boolean;
  /** Stems of the passages around the quotes. */
  readonly passages: () => readonly ReadonlySet<string>[];
  /** Stems of titles, headings and the question. */
  readonly context: () => ReadonlySet<string>;
}

/** A phrase of the claim at the place of another one of the quotes. */
interface Substitution {
  readonly own: Phrase;
  readonly other: Phrase;
}

interface Phrase {
  /** Its content words. */
  readonly content: readonly AlignedWord[];
  /** Other words before and after them that the other text lacks here. */
  readonly before: readonly AlignedWord[];
  readonly after: readonly AlignedWord[];
  /** The words around all of that. */
  readonly left: AlignedWord | undefined;
  readonly right: AlignedWord | undefined;
}

/**
 * What a claim changes that is nearly a copy of its quotes: another thing at the place of one, two things exchanged, or
 * the opposite of one word. Two changes that turn a statement around cancel out. `null` if it changes nothing, or is no copy.
 */
export function changedCopy(claim: string, quotes: string, context: CopyContext): ClaimProblem | null {
  const quoted = statementOf(quotes).slice(0, mostWords);
  for (const part of partsOf(statementOf(claim)).filter(({ length }) => length <= longestStatement)) {
    const problem = changeOf(part, quoted, context);
    if (problem !== null) return problem;
  }
  return null;
}

function changeOf(
  part: readonly AlignedWord[],
  quoted: readonly AlignedWord[],
  context: CopyContext,
): ClaimProblem | null {
  const aligned = alignWords(part, quoted, isSameWord);
  const substitutions = aligned.differences.flatMap((one) => substitutionAt(one, part, quoted));
  const closeness = closenessOf({ part, quoted, aligned, substitutions }, context);
  if (closeness === null) return null;
  const exchanged = substitutions.filter((one) =>
    substitutions.some((twin) => twin !== one && areExchanged(one, twin)),
  );
  const turned = substitutions.filter((one) => !exchanged.includes(one) && isOpposite(one));
  for (const one of substitutions) {
    if (exchanged.includes(one) || turned.includes(one)) continue;
    const problem = renameOf(one, { part, quoted }, closeness === "exact", context);
    if (problem !== null) return problem;
  }
  const turns = turned.length + exchanged.length / 2;
  if (turns % 2 === 0 || context.isReversed) return null;
  if (exchanged.length > 0) return "attachment-mismatch";
  const others = aligned.differences.flatMap(({ own, other }) => [...part.slice(...own), ...quoted.slice(...other)]);
  const isOpposed = ({ folded }: AlignedWord): boolean =>
    turned.some(
      ({ own, other }) =>
        own.content.length === 0 && [...own.before, ...other.before].some((word) => word.folded === folded),
    );
  return others.some((word) => turning.test(word.folded) && !isOpposed(word)) ? null : "direction-mismatch";
}

interface Comparison {
  readonly part: readonly AlignedWord[];
  readonly quoted: readonly AlignedWord[];
  readonly aligned: AlignedStatement;
  readonly substitutions: readonly Substitution[];
}

/** Whether a statement has most words of its quotes in their order, and little else; `exact`: nothing but what it replaces. */
function closenessOf(
  { part, quoted, aligned, substitutions }: Comparison,
  { context }: CopyContext,
): "exact" | "close" | null {
  const known = new Set(quoted.map(({ stem }) => stem));
  const replaced = new Set(substitutions.flatMap(({ own }) => own.content));
  const copied = new Set(aligned.pairs.map(([at]) => part[at]!));
  const shared = part.filter((word) => carries(word) && copied.has(word)).length;
  const others = part.filter((word) => carries(word) && !copied.has(word) && !replaced.has(word));
  const added = others.filter(({ stem }) => !known.has(stem) && !context().has(stem)).length;
  const content = shared + replaced.size + added;
  if (shared < leastShared || shared < content * leastCopied || added > Math.max(1, content * 0.15)) return null;
  return added === 0 && substitutions.length === 1 ? "exact" : "close";
}

function substitutionAt(
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

function carries({ isContent, folded }: AlignedWord): boolean {
  return isContent && !linking.test(folded);
}

function areExchanged(one: Substitution, twin: Substitution): boolean {
  const isPlain = one.own.content.length === 0;
  if (isPlain !== (twin.own.content.length === 0)) return false;
  if (isPlain)
    return (
      isOpposite(one) &&
      isOpposite(twin) &&
      one.own.before.some(({ folded }) => twin.other.before.some((word) => word.folded === folded))
    );
  const covers = (left: Phrase, right: Phrase): boolean =>
    left.content.some((word) => right.content.some((other) => word.stem === other.stem));
  return covers(one.own, twin.other) && covers(one.other, twin.own);
}

function isOpposite({ own, other }: Substitution): boolean {
  const [one, two] = [own.content, other.content];
  if (one.length === 0) return opposed(own.before, other.before);
  return one.length === 1 && two.length === 1 && (areOpposites(one[0]!, two[0]!) || isDenial(one[0]!, two[0]!));
}

/** "paid" and "unpaid", "stop" and "nonstop". */
function isDenial({ folded }: AlignedWord, other: AlignedWord): boolean {
  const [short, long] = folded.length < other.folded.length ? [folded, other.folded] : [other.folded, folded];
  return long.endsWith(short) && /^(?:un|non|in|im|ir|dis)$/u.test(long.slice(0, long.length - short.length));
}

function opposed(own: readonly AlignedWord[], other: readonly AlignedWord[]): boolean {
  const has = (list: readonly AlignedWord[], word: string | undefined): boolean =>
    list.some(({ folded }) => folded === word);
  return connectingOpposites.some(
    ([left, right]) => (has(own, left) && has(other, right)) || (has(own, right) && has(other, left)),
  );
}

/** What is wrong with a phrase that names another thing than the one at its place; `null` if it may be the same. */
function renameOf(
  { own, other }: Substitution,
  { part, quoted }: Pick<Comparison, "part" | "quoted">,
  isExact: boolean,
  { passages, context }: CopyContext,
): ClaimProblem | null {
  const [named, names] = [own.content.some(isName), other.content.some(isName)];
  if (!areComparable(own, other)) return null;
  // A word that is moved is none that is replaced.
  if (!(named && names) && own.content.some((word) => isOneOf(partAround(quoted, other.content[0]!), word)))
    return null;
  if (areListed(quoted, own, other)) return null;
  if (!named && !names && !(isNounPlace(own) && isNounPlace(other))) return null;
  if (own.content.some((word) => isOneOf(quoted, word)))
    return isSaidOf(own, other, part, quoted) ? null : "attachment-mismatch";
  const isGeneral = (word: AlignedWord): boolean => generalWords.has(word.stem) && !isName(word);
  const isDescription = names && own.content.every(isGeneral) && own.before.some(({ folded }) => folded === "the");
  if (isExact ? isDescription : own.content.every(isGeneral) || other.content.every(isGeneral)) return null;
  if (named && !names) return null;
  if (passages().some((stems) => own.content.some(({ stem }) => stems.has(stem)))) return "attachment-mismatch";
  return own.content.some(({ stem }) => context().has(stem)) ? null : "not-entailed";
}

/** Whether the part of the quotes that has a phrase of the claim has as much of the rest of it as the compared one. */
function isSaidOf(own: Phrase, other: Phrase, part: readonly AlignedWord[], quoted: readonly AlignedWord[]): boolean {
  const shared = (list: readonly AlignedWord[]): number =>
    part.filter((word) => word.isContent && !own.content.includes(word) && list.some((twin) => isSameWord(word, twin)))
      .length;
  const compared = shared(partAround(quoted, other.content[0]!));
  return quoted.some((word) => isOneOf(own.content, word) && shared(partAround(quoted, word)) >= compared);
}

/** "Apples, pears and plums": a claim may name any of them. */
function areListed(quoted: readonly AlignedWord[], own: Phrase, other: Phrase): boolean {
  const first = own.content[0]!;
  return quoted.some((word, place) => {
    if (word.stem !== first.stem) return false;
    const at = quoted.indexOf(other.content[0]!);
    const between = quoted.slice(Math.min(at, place) + 1, Math.max(at, place) + 1);
    const joins = /^(?:and|or)$/u;
    return (
      between.some(({ folded, startsPart }) => startsPart || joins.test(folded)) &&
      between.every(
        ({ folded, isContent, startsClause }) =>
          joins.test(folded) || (!startsClause && (isContent || determiner.test(folded))),
      )
    );
  });
}

const pointing = /^(?:this|that|these|those|such|it|its|their|his|her)$/u;
/** Numbers are compared by their values, and pronouns may mean anything. */
const unnamed = /^\p{N}|^ones?$|(?:thing|body|one)$/u;

/** Whether two phrases may name things of one kind at one place of a statement. */
function areComparable(own: Phrase, other: Phrase): boolean {
  const isSubject = own.left === undefined && other.left === undefined;
  return (
    isSameSlot(own, other) &&
    (isSubject || Math.abs(own.content.length - other.content.length) <= 1) &&
    ![...own.content, ...other.content].some(({ folded }) => unnamed.test(folded)) &&
    own.content.some(({ isCode }) => isCode) === other.content.some(({ isCode }) => isCode) &&
    // "This parameter" for a name, and a name for "this parameter".
    ![...own.before, ...other.before].some(({ folded }) => pointing.test(folded)) &&
    !/^\p{N}/u.test(own.left?.folded ?? "") &&
    !own.content.some((word) => other.content.some((twin) => isSameWord(word, twin))) &&
    !abbreviates(own, other) &&
    !abbreviates(other, own)
  );
}

/** "NFL" for "National Football League". */
function abbreviates({ content }: Phrase, { content: words }: Phrase): boolean {
  const initials = words.map(({ folded }) => folded[0]).join("");
  return content.length === 1 && initials.length > 1 && content[0]!.folded.startsWith(initials);
}

function isOneOf(list: readonly AlignedWord[], { stem }: AlignedWord): boolean {
  return list.some((word) => word.stem === stem);
}

/** Whether the words around two phrases say the same: articles and the like apart. */
function isSameSlot(own: Phrase, other: Phrase): boolean {
  const key = (list: readonly AlignedWord[]): string =>
    list
      .filter(({ folded, isContent }) => !isContent && !determiner.test(folded))
      .map(({ folded }) => folded)
      .join(" ");
  const [after, otherAfter] = [key(own.after), key(other.after)];
  return (
    key(own.before) === key(other.before) &&
    (own.right === undefined || after === otherAfter || (isPreposition(after) && isPreposition(otherAfter)))
  );
}

function isPreposition(word: string): boolean {
  return /^(?:|of|between|for|in|on|from|with)$/u.test(word);
}

/** The words between the marks around a word of the quotes. */
function partAround(quoted: readonly AlignedWord[], word: AlignedWord): readonly AlignedWord[] {
  const at = quoted.indexOf(word);
  const start = quoted.slice(0, at + 1).findLastIndex(({ startsPart }) => startsPart);
  const end = quoted.findIndex(({ startsPart }, place) => place > at && startsPart);
  return quoted.slice(Math.max(0, start), end < 0 ? quoted.length : end);
}

function isName({ text, startsClause }: AlignedWord): boolean {
  return (!startsClause && /^\p{Lu}/u.test(text)) || /\p{L}\p{Lu}|ɟ|\p{N}/u.test(text);
}

/** Whether a noun or what describes one is at this place, as far as the words around it tell; not a verb. */
function isNounPlace({ content, before, left, right }: Phrase): boolean {
  const last = before.at(-1) ?? left;
  if (last !== undefined && beforeNoun.test(last.folded)) return true;
  if (right !== undefined && afterVerb.test(right.folded)) return false;
  if (last === undefined) return true;
  if (/^(?:and|or)$/u.test(last.folded)) return content.every(({ folded }) => !verbal.test(folded));
  return last.isContent && before.length === 0 && content.length === 1 && !verbal.test(content[0]!.folded);
}

function isSameWord(own: AlignedWord, other: AlignedWord): boolean {
  if (own.folded === other.folded) return true;
  return own.isContent && other.isContent && (own.stem === other.stem || isSameMeaning(own, other));
}

function statementOf(text: string): AlignedWord[] {
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

/** The whole claim, and its clauses if it has several. */
function partsOf(claim: readonly AlignedWord[]): (readonly AlignedWord[])[] {
  const starts = claim.flatMap(({ startsClause }, at) => (startsClause ? [at] : []));
  const clauses = starts.map((start, at) => claim.slice(start, starts[at + 1] ?? claim.length));
  return starts.length > 1 ? [claim, ...clauses] : [claim];
}
