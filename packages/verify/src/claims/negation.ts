import { joinIdentifiers } from "../values/identifiers.js";
import { stem } from "../text/stem.js";
import { stopWords } from "../text/stop-words.js";
import { words, type Word } from "../text/words.js";

const negators = /^(?:not|no|never|none|nobody|nothing|nowhere|neither|nor|without|cannot|hardly|barely|\w+n't)$/u;
/** Words that negate what follows them, by their stems. */
const negativeStems = new Set(
  "fail lack refus deni prevent unabl absenc forbid prohibit except reject unlik rare seldom block avoid disallow ban exempt omit exclud".split(
    " ",
  ),
);
/** Words that negate what precedes them: "leaves the rest untouched". */
const negativeResults =
  /^(?:missing|absent|lacking|untouched|unaffected|unchanged|unmodified|intact|optional|impossible|unnecessary|ignored|skipped)$/u;
/** "not only", "no doubt", "no. 5", "whether or not": words of negation that negate nothing; so is the answer "No,". */
const harmless =
  /^\s*(?:no|yes)\b(?=[,.:;!])|\bnot\s+(?:only|just|merely|least)\b|\bno\s+(?:doubt|matter)\b|\bno\.\s*\d|\bor\s+not\b|\bno(?:t)?\s+(?:less|more|fewer|later|earlier)\s+than\b|\bwhy\s+not\b/giu;
/** What follows is set against what holds: one negator each, of the same length as written. */
const contrast = /\b(?:instead of|in place of|rather than|as opposed to|even though)\b/giu;
const replaced = /\b(?:replac|supersed)/iu;
/** "not … unless" says what "only if" says. */
const notUnless =
  /\b(?:not|no|never|cannot|none|nothing|\p{L}+n['’]t)\b(?=(?:(?!\b(?:not|no|never|cannot|none|nothing|\p{L}+n['’]t)\b)[^.;!?])*\bunless\b)/giu;
const restrictive = /\b(?:only|unless|must|needs?|needed|requires?|required)\b/iu;
/** "Not … until" says what "only after" says. */
const notUntil = new RegExp(notUnless.source.replace("unless", "until"), "giu");
/** "No longer exists" says what "has been removed" says. */
const noLonger = /\b(?:no longer|not\p{L}* any ?more)\b(?! than)/giu;
const ended = /\b(?:remov|drop|delet|discontinu|abolish|retir|withdr|expir|ceas|end(?:s|ed)?\b|stop)/iu;
const afterwards = /\b(?:after|once|wait)\b/iu;

/** Content words that a word of negation speaks of: this many after it, in its clause. */
const scope = 4;
const resultScope = 6;
/** A contrast is read as "without" and the spaces of the rest of it. */
const longestGap = 24;
/** A clause ends before these: what is negated before them says nothing of what follows. */
const conjunction = /^(?:because|so|but|if|when|while|although|though|unless|until)$/u;
const relative = /^(?:that|which|who|whose)$/u;
/** Behind "not", "never" and the like the verb of another clause starts here; "no member may" continues. */
const finite = /^(?:can|could|may|might|must|shall|should|will|would|is|are|was|were|has|have|cannot|not|never)$/u;
/** What "without" speaks of ends before these. */
const afterNoun = /^(?:in|on|at|for|from|by|with|to|except|when|if|before|after)$/u;
/** After a comma these start another clause. */
const newSubject = /^(?:i|you|he|she|it|we|they|this|these|those|there)$/u;
const determiners = /^(?:no|none|nobody|nothing|neither|nor|without)$/u;
/** "does not mean that": what follows is negated, too. */
const complement = /^(?:mean|impli|sai|think|believ|guarante|ensur|requir|indic|assum|necessarili)$/u;

/** A text with its words. */
export interface ReadText {
  readonly text: string;
  readonly words: readonly Word[];
}

interface Scope {
  readonly after: readonly string[];
  readonly before: readonly string[];
  /** "The code cannot be changed": what is before it is what is denied. */
  readonly isPassive: boolean;
}

/** Which words of a text are negated. */
export interface NegatedText {
  readonly words: readonly Word[];
  /** By the place of the word: under an odd number of negations. */
  readonly isNegated: readonly boolean[];
  /** Per explicit negation, the content words after it, and those before it in its clause. */
  readonly scopes: readonly Scope[];
  readonly negated: ReadonlySet<string>;
  /** Words after those that deny by their meaning: "lacks". */
  readonly lacking: readonly string[];
  /** Words that also occur where nothing negates them. */
  readonly plain: ReadonlySet<string>;
}

/** "Own" is a verb as often. */
function isContent({ folded }: Word): boolean {
  return folded === "own" || !stopWords.has(folded);
}

/** Comparable form of a word in all its forms: "modified", "modification". */
function keyOf(word: Pick<Word, "stem">): string {
  return word.stem.length > 5 ? word.stem.slice(0, 5) : word.stem.replace(/[ie]$/u, "");
}

function blank(match: string): string {
  return " ".repeat(match.length);
}

/**
 * Which words of a text are negated. `other` is the compared text: "unavailable" negates when that one says "available",
 * and "not … unless" negates nothing when that one says "only if".
 */
export function negatedWords({ text }: Pick<ReadText, "text">, other: ReadText): NegatedText {
  const masked = withoutHarmless(text, other);
  const list = words(masked);
  const others = new Set(other.words.map((word) => word.stem));
  const covers = Array.from({ length: list.length }, () => 0);
  const scopes: Scope[] = [];
  const opposites: string[] = [];
  const lacking: string[] = [];
  list.forEach((word, at) => {
    // "Neither … nor" is one negation.
    if (word.folded === "nor" && list.slice(0, at).some(({ folded }) => folded === "neither")) return;
    const negator = isNegator(word);
    const opposite = deniedWord(word, others);
    const denies = opposite !== undefined;
    const isNegative = negativeStems.has(word.stem) && !/[eo]rs?$/u.test(word.folded);
    if ((negativeResults.test(word.folded) && !isAttributive(list, at)) || (isNegative && isPredicate(list, at))) {
      for (const index of clauseWords(masked, list, at, { step: -1, limit: resultScope })) covers[index]! += 1;
      return;
    }
    if (!negator && !denies && !isNegative) return;
    // "If it does not, …": what was said before, either way.
    if (
      negator &&
      /^\s*(?:[.,;:!?)]|$)/u.test(masked.slice(word.end, word.end + longestGap)) &&
      !determiners.test(word.folded)
    ) {
      for (const index of clauseWords(masked, list, at, { step: -1, limit: resultScope, across: true }))
        opposites.push(keyOf(list[index]!));
      return;
    }
    if (denies) opposites.push(keyOf({ stem: opposite }));
    const after = clauseWords(masked, list, at, { step: 1, limit: scope });
    for (const index of after) covers[index]! += 1;
    if (!negator) {
      if (
        after[0] !== undefined &&
        covers[at]! % 2 === 0 &&
        negativeStems.has(word.stem) &&
        !word.folded.startsWith("ex")
      )
        lacking.push(keyOf(list[after[0]]!));
      return;
    }
    const before = clauseWords(masked, list, at, { step: -1, limit: scope });
    scopes.push({
      after: after.map((index) => keyOf(list[index]!)),
      before: before.map((index) => keyOf(list[index]!)),
      isPassive: isPassive(list, at),
    });
  });
  const isNegated = covers.map((count) => count % 2 === 1);
  const content = list.map((word, at) => ({ word, at })).filter(({ word }) => isContent(word));
  return {
    words: list,
    isNegated,
    scopes,
    lacking,
    negated: new Set([...opposites, ...content.filter(({ at }) => isNegated[at]).map(({ word }) => keyOf(word))]),
    plain: new Set(content.filter(({ at }) => isNegated[at] !== true).map(({ word }) => keyOf(word))),
  };
}

/** The text with what negates nothing blanked, and with "without" for a contrast, at the same places. */
function withoutHarmless(text: string, other: ReadText): string {
  let masked = joinIdentifiers(text);
  if (/\b(?:no|yes)/iu.test(masked)) masked = masked.replace(harmless, blank);
  // "Use B instead of A" says what "A is replaced by B" says.
  masked = masked.replace(contrast, (match) =>
    replaced.test(other.text) ? blank(match) : "without".padEnd(match.length),
  );
  if (ended.test(other.text)) masked = masked.replace(noLonger, blank);
  if (/\buntil\b/iu.test(masked) && afterwards.test(other.text)) masked = masked.replace(notUntil, blank);
  if (unless.test(masked) && restrictive.test(other.text)) masked = masked.replace(notUnless, blank);
  return masked;
}

/** What a word with a prefix denies that the other text has: "read" of "unreadable". */
function deniedWord({ folded }: Word, others: ReadonlySet<string>): string | undefined {
  const rest = /^(?:un|non|dis|im|in|ir)(\p{L}{4,})$/u.exec(folded)?.[1];
  return rest === undefined
    ? undefined
    : [rest, rest.replace(/[ai]ble$/u, "")].map(stem).find((one) => others.has(one));
}

function isPassive(list: readonly Word[], at: number): boolean {
  const participle = /^(?:be|been)$/u.test(list[at + 1]?.folded ?? "")
    ? list[at + 2]
    : /^(?:is|are|was|were)$/u.test(list[at - 1]?.folded ?? "") && list[at + 1];
  return /(?:ed|en|wn)$/u.test((participle || undefined)?.folded ?? "");
}

/** "Missing values": says which values, and denies nothing of them. */
function isAttributive(list: readonly Word[], at: number): boolean {
  const next = list[at + 1];
  return next !== undefined && isContent(next) && !/^(?:is|are|was|were|be|been)$/u.test(list[at - 1]?.folded ?? "");
}

/** "… is rejected": what is denied is before the word. */
function isPredicate(list: readonly Word[], at: number): boolean {
  return /^(?:is|are|was|were|be|been)$/u.test(list[at - 1]?.folded ?? "") && list[at + 1]?.folded !== "to";
}

/**
 * Places of the content words on one side of a word, nearest first, up to the end of its clause; with `across`, of its
 * sentence.
 */
function clauseWords(
  text: string,
  list: readonly Word[],
  from: number,
  { step, limit, across = false }: { readonly step: 1 | -1; readonly limit: number; readonly across?: boolean },
): number[] {
  const found: number[] = [];
  // A contrast is padded with spaces.
  const isWithout = list[from]!.folded === "without" && !/^\s{2}/u.test(text.slice(list[from]!.end));
  const verbal = isWithout || !determiners.test(list[from]!.folded);
  for (let at = from + step; at >= 0 && at < list.length && found.length < limit; at += step) {
    const [left, right] = step > 0 ? [list[at - 1]!, list[at]!] : [list[at]!, list[at + 1]!];
    const gap = text.slice(left.end, right.start);
    if (/[.;!?]/u.test(gap) || (step < 0 && gap.includes(":")) || (gap.includes(",") && newSubject.test(right.folded)))
      break;
    const word = list[at]!;
    if (!across) {
      const last = found.length === 0 ? undefined : list[found.at(-1)!];
      if (conjunction.test(word.folded)) break;
      if (last !== undefined && relative.test(word.folded) && !(step > 0 && complement.test(last.stem))) break;
      if (step > 0 && isWithout && afterNoun.test(word.folded)) break;
      if (step > 0 && verbal && at > from + 1 && finite.test(word.folded) && !finite.test(list[at - 1]!.folded)) break;
    }
    if (isContent(word)) found.push(at);
  }
  return found;
}

/**
 * Whether a claim negates what its quote affirms, or the reverse: most words that a negation speaks of, and
 * that the other side has too, are under none there. Two negations cancel out.
 */
export function negationDiffers(claim: ReadText, quotes: ReadText, said: NegatedText, quoted: NegatedText): boolean {
  return (
    ((denies(said, quoted) || denies(quoted, said)) &&
      !areBothNegative({ text: claim, negations: said }, { text: quotes, negations: quoted })) ||
    isSameButForNegations(said, quoted) ||
    (negationsIn(claim).length === 0 && quoted.lacking.some((word) => said.plain.has(word))) ||
    (negationsIn(quotes).length === 0 && said.lacking.some((word) => quoted.plain.has(word))) ||
    exceptionDiffers(claim.text, quotes, said, quoted) ||
    onlyDiffers(claim.text, quotes.text)
  );
}

function denies(own: NegatedText, other: NegatedText): boolean {
  return own.scopes.some(({ after, before }) => {
    const shared = after.filter((word) => other.plain.has(word) || other.negated.has(word));
    const first = shared[0];
    if (first === undefined || agree(first, own, other)) return false;
    const agreeing = shared.filter((word) => agree(word, own, other)).length;
    const subjects = before.filter(
      (word) => other.negated.has(word) && !other.plain.has(word) && !own.negated.has(word),
    ).length;
    return shared.length - agreeing > agreeing + subjects;
  });
}

/** Words that deny by their meaning; each counts as one negation of its sentence. */
const denying =
  /^(?:optional\p{L}*|voluntary|impossib\p{L}+|empt(?:y|ie[sd])|fail\p{L}*|stop(?:s|ped)?|suspend\p{L}*|ceas\p{L}+|ignor\p{L}+|skip\p{L}*|lack\p{L}*|miss(?:es|ing)|free|close[ds]?|den(?:y|ie[sd])|reject\p{L}*|refus\p{L}+|forb\p{L}+|prohibit\p{L}*|prevent\p{L}*|block\p{L}*|avoid\p{L}*|disallow\p{L}*|ban(?:s|ned)?|exempt\p{L}*|exclud\p{L}+|except|omit\p{L}*|unless|until|only|limit(?:s|ed)?|restrict\p{L}*|instead|off|un(?:able|available|necessary|affected|changed|touched|supported|known|used)|ir\p{L}{5,}|invalid|absent|rare(?:ly)?|seldom|intact)$/u;

/** A text with what is negated in it. */
interface Side {
  readonly text: ReadText;
  readonly negations: NegatedText;
}

/**
 * Whether claim and quotes both deny something once, and the same word, or one of them by its meaning: mostly the same in
 * other words.
 */
function areBothNegative(claim: Side, quotes: Side): boolean {
  const [own, other] = [negationsIn(claim.text), negationsIn(quotes.text)];
  if (own.length !== 1 || other.length !== 1) return false;
  if (isNegator(own[0]!) === isNegator(other[0]!))
    return sharesDenied(claim.negations, quotes.negations) || (isOneClause(claim.text) && isOneClause(quotes.text));
  return isNegator(own[0]!)
    ? deniesByMeaning(quotes.text, other[0]!, claim)
    : deniesByMeaning(claim.text, own[0]!, quotes);
}

/** "Parental leave is not available to contractors": a text that denies once and has one clause denies all of it. */
function isOneClause({ text }: ReadText): boolean {
  return text.trim().slice(0, -1).search(clauseBoundary) < 0 && !/[,:]|\b(?:and|or|than)\b/u.test(text);
}

const restricting = /^(?:unless|until|only|limit\p{L}*|restrict\p{L}*|instead)$/u;
/** Between two clauses: a mark, a conjunction, or the subject of another one. */
const clauseBoundary =
  /[.;!?]|\b(?:if|when|whenever|where|while|once|because|since|although|though|after|before|so|but)\b|\band (?:the|an?|this|that|these|those|it|they|we|you)\b/giu;
const conditional = /\b(?:if|when|whenever|where|while|once|because|since|although|though|after|before)\b[^.;!?,]*$/iu;

/** Whether a word denies, by its meaning, something that a negator of the other text speaks of. */
function deniesByMeaning(
  { text, words: list }: ReadText,
  denier: Word,
  { text: other, negations: negator }: Side,
): boolean {
  const keys = new Set(list.map((word) => keyOf(word)));
  if (restricting.test(denier.folded))
    return (
      (denier.folded === "until" && afterwards.test(other.text)) ||
      negator.words.some((word) => isContent(word) && !isNegator(word) && !keys.has(keyOf(word)))
    );
  if (isAttribute(list, denier)) return false;
  const spoken = new Set(negator.scopes.flatMap(({ after }) => after));
  return list.some((word) => {
    if (!spoken.has(keyOf(word))) return false;
    const [first, second] = word.start < denier.start ? [word, denier] : [denier, word];
    const between = text.slice(first.end, second.start);
    return (
      between.search(clauseBoundary) < 0 && !(between.includes(",") && conditional.test(text.slice(0, first.start)))
    );
  });
}

/** Whether a word only says which thing is meant: "the closed valve", "visitors who lack a badge". */
function isAttribute(list: readonly Word[], denier: Word): boolean {
  const at = list.findIndex(({ start }) => start === denier.start);
  const [before, after] = [list[at - 1], list[at + 1]];
  if (before !== undefined && relative.test(before.folded)) return true;
  return (
    after !== undefined &&
    isContent(after) &&
    /(?:ed|ing|en)$|^(?:empty|invalid|free|absent|rare|intact|exempt|optional|voluntary|un\p{L}+|i[mr]\p{L}+)$/u.test(
      denier.folded,
    ) &&
    (before === undefined ||
      /^(?:the|an?|th[ioe]\p{L}+|its|their|any|each|every|all|some|of|in|on|with|for|at|by|to|from)$/u.test(
        before.folded,
      ))
  );
}

function isNegator({ folded }: Word): boolean {
  return negators.test(folded.replace("’", "'"));
}

function sharesDenied(said: NegatedText, quoted: NegatedText): boolean {
  return said.words.some((word) => {
    const key = keyOf(word);
    return isDenied(key, said, quoted) && isDenied(key, quoted, said);
  });
}

function negationsIn({ text, words: list }: ReadText): Word[] {
  const masked = [...text.matchAll(harmless)].map(({ index, 0: match }) => ({
    start: index,
    end: index + match.length,
  }));
  return list.filter(
    (word) =>
      word.folded !== "nor" &&
      (isNegator(word) || denying.test(word.folded)) &&
      !masked.some((one) => word.start >= one.start && word.start < one.end),
  );
}

/** Shortest claim, in content words, whose likeness to a part of the quotes means that it repeats that part. */
const leastRepeated = 3;

/** Whether a claim repeats a part of the quotes word by word, with one negation more or less. */
function isSameButForNegations(said: NegatedText, quoted: NegatedText): boolean {
  const own = contentOf(said);
  const other = contentOf(quoted);
  if (own.stems.length < leastRepeated) return false;
  let repeats = false;
  for (let at = 0; at + own.stems.length <= other.stems.length; at += 1) {
    if (!own.stems.every((word, place) => other.stems[at + place] === word)) continue;
    const between = other.negations.filter((place) => place > at && place < at + own.stems.length).length;
    const edges = other.negations.filter(
      (place) => (place <= at && place >= at - 1) || place === at + own.stems.length,
    ).length;
    const extra = own.negations.length - between;
    // A negation at the edge may belong to the part or to what surrounds it.
    if (extra % 2 === 0 || edges > 0) return false;
    repeats = true;
  }
  return repeats;
}

/** Stems of the content words, and before which of them negations are. */
function contentOf({ words: list }: NegatedText): {
  readonly stems: readonly string[];
  readonly negations: readonly number[];
} {
  const stems: string[] = [];
  const negations: number[] = [];
  for (const word of list) {
    if (isNegator(word) && word.folded !== "nor") negations.push(stems.length);
    else if (isContent(word)) stems.push(word.stem);
  }
  return { stems, negations };
}

/** Whether a word is negated on both sides, or plain on both. */
function agree(word: string, own: NegatedText, other: NegatedText): boolean {
  return (isDenied(word, own, other) && isDenied(word, other, own)) || (own.plain.has(word) && other.plain.has(word));
}

/** Whether a word is negated, or is before a negation of words that the other text does not have: "an empty value is not allowed". */
function isDenied(word: string, text: NegatedText, other: NegatedText): boolean {
  return (
    text.negated.has(word) ||
    text.scopes.some(
      ({ before, after, isPassive }) =>
        before.includes(word) && (isPassive || !after.some((one) => other.plain.has(one) || other.negated.has(one))),
    )
  );
}

const exceptive = /\b(?:except(?:ing|ion|ions)?|unless|other than|apart from|aside from|exclud\p{L}+|save for|but)\b/iu;
const exception = /\b(?:unless|except)\b/iu;
const onlyUnless = /\b(?:only|unless|except\p{L}*|until|otherwise)\b/iu;
const unless = /\bunless\b/iu;
const exceptFor =
  /\b(?:except(?:ing)?(?: for)?|(?:any|all|every|no|nothing|none)\b[^.;]{0,20} other than|apart from|aside from|excluding|with the exception of)\b(.{0,80})/isu;
const always = /\b(?:always|never|in (?:every|any|all) cases?|under no circumstances|without exception|invariably)\b/iu;

/**
 * Whether a claim makes an exception that its quotes do not, or says "always" and "never" where they make one. "X
 * unless Y" is "X if not Y": with as many negations as in a quote without "unless" it says something else.
 */
function exceptionDiffers(claim: string, quotes: ReadText, said: NegatedText, quoted: NegatedText): boolean {
  const isOnlyIf = claim.search(notUnless) >= 0 && restrictive.test(quotes.text);
  if (unless.test(claim) && !isOnlyIf && !onlyUnless.test(quotes.text) && said.scopes.length === quoted.scopes.length)
    return true;
  if (exceptive.test(quotes.text))
    return always.test(claim) && !always.test(quotes.text) && !exceptive.test(claim) && exception.test(quotes.text);
  const excepted = exceptFor.exec(claim)?.[1];
  if (excepted === undefined) return false;
  if (!/\b(?:only|not|without|no)\b|n['’]t\b/iu.test(quotes.text)) return true;
  const stems = new Set(quotes.words.map((word) => word.stem));
  const content = words(excepted).filter((word) => isContent(word));
  return content.length > 0 && !content.some((word) => stems.has(word.stem));
}

/** "not only X" or "everyone" where the quotes say "only X". */
function onlyDiffers(claim: string, quotes: string): boolean {
  if (!/\bonly\b/iu.test(quotes)) return false;
  if (
    /\b(?:every(?:one|body)|any(?:one|body)|non-\p{L}+)\b/iu.test(claim) &&
    !/\b(?:only|not?|every\p{L}+|any\p{L}+|non-\p{L}+)\b/iu.test(
      claim.replace(/\b(?:every(?:one|body)|any(?:one|body)|non-\p{L}+)\b/iu, ""),
    )
  )
    return true;
  return /\bnot (?:only|just)\b/iu.test(claim) && !/\bnot (?:only|just)\b/iu.test(quotes);
}
