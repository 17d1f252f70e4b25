import { isSameFamily, stopWords, type Word } from "@ragstone/verify/internal";

/** A sentence as far as contrasts need it. */
interface ContrastedSentence {
  readonly text: string;
  /** All words in order. */
  readonly words: readonly Word[];
  /** Those that say something, values and units apart. */
  readonly content: readonly Word[];
}

const auxiliary = /^(?:is|are|was|were|be|may|must|can|could|shall|should|will|would|has|have|had|do|does|did)$/u;
/** Prepositions that restrict a sentence's subject anywhere; the others only after the same word. */
const restricting = /^(?:for|by|on|at|during|under|per|before|after)$/u;
const joining = /^(?:of|in|to|with|from|through)$/u;
const determiner = /^(?:the|a|an|each|every|all|any|its|their|his|her|our|your|my|this|that|these|those)$/u;
const condition = /\b(?:if|once|unless|except)\b[^,;.]*/giu;

/**
 * Whether two sentences that share words set something against each other, so that they speak of different things:
 * different words in the same place before a word that both have ("fuel tank", "water tank"; "trucks may drive", "cars
 * may drive"), after the same preposition ("for adults", "for children"), or a condition that only one of them has.
 */
export function speakOfDifferent(
  left: ContrastedSentence,
  right: ContrastedSentence,
  known: ReadonlySet<string>,
): boolean {
  const alone = (own: ContrastedSentence, other: ContrastedSentence): Word[] =>
    own.content.filter((word) => !other.content.some((candidate) => alike(word, candidate)));
  const [ownOnly, otherOnly] = [alone(left, right), alone(right, left)];
  if (
    [[left, ownOnly] as const, [right, otherOnly] as const].some(([sentence, words]) =>
      isConditioned(sentence, words, known),
    )
  )
    return true;
  if (isOpposed(left, right) || isOpposed(right, left)) return true;
  if (isPart(left, ownOnly) || isPart(right, otherOnly)) return true;
  return ownOnly.some((one) =>
    otherOnly.some((two) => sameFollower(left, one, right, two) || samePreposition(left, one, right, two)),
  );
}

/** Prepositions that say the opposite of the same word. */
const opposed: ReadonlyMap<string, string> = new Map([
  ["before", "after"],
  ["above", "below"],
  ["over", "under"],
  ["with", "without"],
  ["inside", "outside"],
]);

/** "Before May" in one sentence, "after May" in the other. */
function isOpposed(left: ContrastedSentence, right: ContrastedSentence): boolean {
  const followers = (sentence: ContrastedSentence, preposition: string): readonly string[] =>
    sentence.words.flatMap(({ folded }, at) => {
      if (folded !== preposition) return [];
      const next = sentence.words.slice(at + 1).find((word) => !determiner.test(word.folded));
      return next === undefined ? [] : [next.stem];
    });
  return [...opposed].some(([one, other]) => {
    const there = followers(right, other);
    return followers(left, one).some((word) => there.includes(word));
  });
}

/** A condition in words that neither the question nor the other sentence has. */
function isConditioned({ text }: ContrastedSentence, alone: readonly Word[], known: ReadonlySet<string>): boolean {
  return [...text.matchAll(condition)].some(({ index, 0: clause }) =>
    alone.some((word) => word.start >= index && word.end <= index + clause.length && !known.has(word.stem)),
  );
}

/** "The motor of the machine has": a property of a part, not of the whole. */
function isPart({ words }: ContrastedSentence, alone: readonly Word[]): boolean {
  return alone.some((word) => {
    const at = words.indexOf(word);
    const verb = words.findIndex((later, place) => place > at && auxiliary.test(later.folded));
    return (
      words[at + 1]?.folded === "of" &&
      verb > at + 2 &&
      verb <= at + 6 &&
      /^(?:has|have|had)$/u.test(words[verb]!.folded)
    );
  });
}

function sameFollower(left: ContrastedSentence, one: Word, right: ContrastedSentence, two: Word): boolean {
  const [next, other] = [follower(left, one), follower(right, two)];
  return next !== undefined && other !== undefined && next.between === other.between && alike(next.word, other.word);
}

/** The content word after a word, with only auxiliaries or "of" between. */
function follower(
  { text, words, content }: ContrastedSentence,
  word: Word,
): { readonly word: Word; readonly between: "" | "auxiliary" | "of" } | undefined {
  let at = words.indexOf(word) + 1;
  let between: "" | "auxiliary" | "of" = "";
  if (words[at]?.folded === "of") {
    between = "of";
    at += 1;
    while (at < words.length && determiner.test(words[at]!.folded)) at += 1;
  } else {
    while (at < words.length && auxiliary.test(words[at]!.folded)) {
      between = "auxiliary";
      at += 1;
    }
  }
  const next = words[at];
  if (next === undefined || !content.includes(next) || /[.,;:()]/u.test(text.slice(word.end, next.start)))
    return undefined;
  return { word: next, between };
}

function samePreposition(left: ContrastedSentence, one: Word, right: ContrastedSentence, two: Word): boolean {
  const [own, other] = [preposition(left, one), preposition(right, two)];
  if (own === undefined || other === undefined || own.word !== other.word) return false;
  return (
    restricting.test(own.word) ||
    (own.before !== undefined && other.before !== undefined && alike(own.before, other.before))
  );
}

/** The preposition before a word, and the content word before that. */
function preposition(
  { words }: ContrastedSentence,
  word: Word,
): { readonly word: string; readonly before: Word | undefined } | undefined {
  let at = words.indexOf(word) - 1;
  while (at >= 0 && determiner.test(words[at]!.folded)) at -= 1;
  const found = words[at]?.folded;
  if (found === undefined || !(restricting.test(found) || joining.test(found))) return undefined;
  const before = words[at - 1];
  return { word: found, before: before === undefined || stopWords.has(before.folded) ? undefined : before };
}

/** By letters alone: vectors find the words closest that are set against each other most ("winter", "summer"). */
function alike(left: Word, right: Word): boolean {
  return left.stem === right.stem || isSameFamily(left, right);
}
