import { foldWord } from "../text/words.js";
import { stopWords } from "../text/stop-words.js";

/** A word of a text that is a name by its capital. */
export interface NameMention {
  /** As written, possessive off. */
  readonly text: string;
  readonly folded: string;
  /** Positions where any word has a capital, so that only its surroundings identify a name. */
  readonly initial: boolean;
  readonly start: number;
  readonly end: number;
}

const pattern = /(?<![\p{L}\p{N}])\p{Lu}[\p{L}\p{M}\p{N}]*(?:['’&.-][\p{L}\p{M}\p{N}]+)*/gu;

/** Capitalised words that name nothing: months are dates, the rest open sentences or are titles. */
const notNames: ReadonlySet<string> = new Set(
  (
    "january february march april may june july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec " +
    "i yes ok okay sure mr mrs ms dr prof sir according additionally moreover furthermore finally overall based given despite following regarding since several many most some " +
    "source sources answer note please thanks thank sorry first second third next last today currently recently typically usually generally often sometimes including " +
    "one two three four five six seven eight nine ten eleven twelve people part parts year years number"
  ).split(" "),
);

/** Verbs that open instructions: before a name they are no part of it ("Run DROP TABLE"). */
const instructions: ReadonlySet<string> = new Set(
  "add allow apply ask avoid build call change check choose clear click close configure contact copy create define delete deploy disable do download drop edit enable enter ensure execute export fill find follow get give go import include install keep load log look make merge move open paste pass pick press print provide put read remove rename replace request reset restart return review run save search select send set show sign specify start stop submit switch take tell test try turn type uninstall update upgrade upload use verify visit wait write".split(
    " ",
  ),
);

/** Endings of ordinary words that open sentences. */
const ordinaryEnding =
  /(?:ly|ing|tion|tions|sion|ment|ments|ness|ity|ers|ists|ized|ised|ed|ies|ves|ous|ful|able|ible)$/u;

/** Names of a text: words with a capital, sentence openers only when what surrounds them speaks for a name. */
export function findNames(text: string): NameMention[] {
  const found: NameMention[] = [];
  const all = [...text.matchAll(pattern)];
  all.forEach((match, at) => {
    const written = match[0].replace(/['’]s?$/u, "");
    const folded = foldWord(written);
    if (folded === "" || stopWords.has(folded) || notNames.has(folded) || /^[KMGT]i?B$/u.test(written)) return;
    const start = match.index;
    const before = text.slice(Math.max(0, start - 12), start);
    const initial =
      /(?:^|[.!?:…]["'”’)\]]*\s+|\n\s*(?:[-*+•]|\d+[.)])?\s*|^\s*(?:[-*+•]|\d+[.)])\s+|[“"‘(*_]\s*)$/u.test(before) ||
      start === 0;
    if (initial && !/^\p{Lu}{2,}/u.test(written)) {
      const next = all[at + 1];
      const followedByName =
        next !== undefined &&
        next.index === start + match[0].length + 1 &&
        !stopWords.has(next[0].toLowerCase()) &&
        !instructions.has(folded);
      const possessive = /['’]s$/u.test(match[0]);
      if (!followedByName && !possessive && (ordinaryEnding.test(folded) || folded.length < 3)) return;
      found.push({
        text: written,
        folded,
        initial: !followedByName && !possessive,
        start,
        end: start + written.length,
      });
      return;
    }
    found.push({ text: written, folded, initial: false, start, end: start + written.length });
  });
  return found;
}

const derivedEnding = /^(?:n|an|ian|ean|ish|ese|i|ic|s|es|er|ers|al)?$/u;

/**
 * Whether a name of a claim is supported by the words of a quote: the same word, its adjective, or the initials of
 * capitalised words.
 */
export function nameIsIn(name: string, quoteWords: ReadonlySet<string>, quoteInitials: string): boolean {
  const plain = name.replace(/\./gu, "");
  if (quoteWords.has(name) || quoteWords.has(plain)) return true;
  if (/[-&'’.]/u.test(name) && name.split(/[-&'’.]/u).every((part) => part === "" || quoteWords.has(part))) return true;
  if (plain.length >= 2 && plain.length <= 6 && quoteInitials.includes(plain)) return true;
  for (const word of quoteWords) {
    if (word.length < 4 || plain.length < 4) continue;
    let same = 0;
    while (same < word.length && same < plain.length && word[same] === plain[same]) same += 1;
    if (same >= 4 && derivedEnding.test(word.slice(same)) && derivedEnding.test(plain.slice(same))) return true;
  }
  return false;
}

/** First letters of the capitalised words of a text, in order, lower case: "National Football League" gives "nfl". */
export function initialsOf(text: string): string {
  return [...text.matchAll(/(?<![\p{L}\p{N}])\p{Lu}/gu)].map((match) => match[0].toLowerCase()).join("");
}
