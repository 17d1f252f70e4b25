import { areOpposites, stopWords, type Word, words } from "@ragstone/verify/internal";

/** Two sentences that differ only in these parts. */
export interface DifferentStatement {
  readonly said: { readonly text: string };
  readonly instead: { readonly text: string };
}

/** Words of a name that differ at most. */
const longestName = 4;
/** Characters by which sentences differ in length at most. */
const longestDifference = 40;
/** Fewest words that two sentences share, the differing ones apart. */
const leastShared = 3;
const negation = /^(?:not|never|no|cannot|[a-z]+n['’]t)$/u;
/** Question words whose answer is a name. */
const asksForName = /^\W*(?:who|whom|where|which|what|in which|in what|by whom)\b/iu;
/** Verbs of which several subjects may be true at once: that two documents name two people is no conflict. */
const shared =
  /\b(?:(?:attend|join|visit|support|work|play|belong|participat|sponsor|speak|help|study|teach|buy|sell|know|like|us|serv|cover|includ|contain|sing|liv|swim|swimm|writ|read|call|offer|contribut)(?:e?s|e?d|e|ing)?|meets?|met|spoke|studie[sd]|taught|bought|sold|wrote|a member|one of|an? (?:\p{L}+ )?(?:author|partner|guest))\b/iu;
/** Words that carry no part of a name. */
const titles = /^(?:mr|mrs|ms|dr|prof|sir|captain|the)$/u;

/**
 * How two sentences that agree word for word but for one name, a negation or an opposite contradict each other; `null`
 * where they agree or differ in more.
 */
export function differentStatement(question: string, own: string, other: string): DifferentStatement | null {
  if (Math.abs(own.length - other.length) > longestDifference) return null;
  const [left, right] = [words(own), words(other)];
  let start = 0;
  while (start < left.length && left[start]?.folded === right[start]?.folded) start += 1;
  let end = 0;
  while (end < Math.min(left.length, right.length) - start && left.at(-1 - end)?.folded === right.at(-1 - end)?.folded)
    end += 1;
  if (start + end < leastShared) return null;
  const [said, instead] = [left.slice(start, left.length - end), right.slice(start, right.length - end)];
  const common = [...left.slice(0, start), ...left.slice(left.length - end)];
  if (!coversQuestion(question, common)) return null;
  const [nextSaid, nextInstead] = [left[left.length - end], right[right.length - end]];
  if (isNegation(said, instead))
    return { said: textOf(own, said, nextSaid), instead: textOf(other, instead, nextInstead) };
  const isOpposite =
    said.length === 1 && instead.length === 1 && areOpposites(said[0]!, instead[0]!) && !isNegated(common);
  if (isOpposite) return { said: textOf(own, said), instead: textOf(other, instead) };
  const isNames = asksForName.test(question) && !shared.test(own) && isName(said) && isName(instead);
  if (!isNames || said.some((word) => instead.some((twin) => word.folded === twin.folded))) return null;
  return { said: textOf(own, said), instead: textOf(other, instead) };
}

/** Whether the shared words contain all that the question names but for one word. */
function coversQuestion(question: string, common: readonly Word[]): boolean {
  const asked = words(question).filter((word) => !stopWords.has(word.folded));
  const met = asked.filter((word) => common.some((one) => one.stem === word.stem));
  return met.length > 0 && met.length >= asked.length - 1;
}

function isNegation(said: readonly Word[], instead: readonly Word[]): boolean {
  const all = [...said, ...instead];
  return all.length === 1 && negation.test(all[0]!.folded);
}

function isNegated(list: readonly Word[]): boolean {
  return list.some((word) => negation.test(word.folded));
}

function isName(list: readonly Word[]): boolean {
  return (
    list.length > 0 &&
    list.length <= longestName &&
    list.every((word) => /^\p{Lu}/u.test(word.text) && !titles.test(word.folded) && !/\p{N}/u.test(word.text))
  );
}

/** The words as written, with the next one where they are a negation or nothing. */
function textOf(text: string, list: readonly Word[], next?: Word): { readonly text: string } {
  const all = next === undefined ? list : [...list, next];
  return { text: all.length === 0 ? "nothing" : text.slice(all[0]!.start, all.at(-1)!.end) };
}
