import type { ClaimProblem } from "@ragstone/core";
import { generalWords } from "../text/general-words.js";
import type { AlignedStatement, AlignedWord } from "./align-words.js";
import { isSameWord, type Phrase, type Substitution } from "./substitution.js";

/** A noun follows these. */
const determiner = /^(?:the|an?|its|their|your|his|her|our|each|every|any|all|both|some)$/u;
const beforeNoun =
  /^(?:the|an?|this|that|these|those|its|their|your|his|her|our|of|in|on|at|for|with|from|by|into|each|every|any|all|no|both|than|as|per|because|since|if|when|unless|while|whereas|but)$/u;
const verbal = /(?:ed|ing)$/u;
/** The object of an instruction follows its verb: "remove the lid". */
const afterVerb =
  /^(?:the|an?|this|that|these|those|its|their|your|his|her|our|it|them|you|each|every|any|all|no|not|to|that|into|onto|out|off|back)$/u;

export interface CopyContext {
  /** Whether the claim says the same the other way around: "B is called by A". */
  readonly isReversed: boolean;
  /** Stems of the passages around the quotes. */
  readonly passages: () => readonly ReadonlySet<string>[];
  /** Stems of titles, headings and the question. */
  readonly context: () => ReadonlySet<string>;
}

/** A statement with the quotes it is compared with. */
export interface Comparison {
  readonly part: readonly AlignedWord[];
  readonly quoted: readonly AlignedWord[];
  readonly aligned: AlignedStatement;
  readonly substitutions: readonly Substitution[];
}

/** What is wrong with a phrase that names another thing than the one at its place; `null` if it may be the same. */
export function renameOf(
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
