import { generalWords, stopWords, type Word, words } from "@ragstone/verify/internal";
import { lightVerbs } from "./light-verbs.js";

/** Words before the question word: "By whom", "In which". */
const opening = /^(?:and|but|so|please|by|for|from|in|to|of|on|at|with|under|exactly)$/u;
/** "What is the X of Y": as far as the noun that is requested. */
const property = /^\W*what(?:['’]s| (?:is|are|was|were)) (?:the |an? )?((?:[\p{L}-]+ ){0,2}[\p{L}-]+) (?:of|for) /iu;
/** "How many X": the words up to the verb, which is an auxiliary in most questions. */
const counted =
  /\bhow many ((?:[\p{L}-]+ ){0,2}?[\p{L}-]+) (?:is|are|was|were|do|does|did|has|have|had|can|may|must|of|in)\b/iu;

/**
 * The words of an English question that name what it asks for, which an answer says in some form: the verb of "who
 * painted the ferry" and "which team painted it", the nouns of "the telephone number of Ines Holm" and "how many cars".
 * Names and words of general meaning are left out.
 */
export function requestedAttribute(question: string): readonly Word[] {
  const phrase = (property.exec(question) ?? counted.exec(question))?.[1];
  const found =
    phrase === undefined
      ? verbOf(question)
      : words(phrase)
          .slice(-2)
          .filter(({ folded, stem }) => !generalWords.has(stem) && !generalWords.has(folded));
  return found.filter(({ folded, text }) => !stopWords.has(folded) && !/^\p{Lu}|\p{N}/u.test(text));
}

/** The noun of "how many cars does"; `null` of other questions. */
export function countedNoun(question: string): Word | null {
  const phrase = counted.exec(question)?.[1];
  return phrase === undefined ? null : (words(phrase).at(-1) ?? null);
}

/** What a person or a thing asked for did. */
function verbOf(question: string): readonly Word[] {
  const list = words(question);
  let at = 0;
  while (opening.test(list[at]?.folded ?? "")) at += 1;
  const asking = list[at]?.folded;
  const isPast = (word: Word): boolean => /\p{L}{2}ed$/u.test(word.folded);
  const verbs =
    asking === "who"
      ? list.slice(at + 1).filter((word) => !stopWords.has(word.folded))
      : asking === "whom"
        ? list.slice(-1).filter(isPast)
        : asking === "which" || asking === "what"
          ? list.slice(at + 2, at + 3).filter(isPast)
          : [];
  return verbs.slice(0, 1).filter((verb) => !lightVerbs.test(verb.folded));
}
