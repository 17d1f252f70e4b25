import { findNames } from "../values/names.js";
import { stopWords } from "../text/stop-words.js";
import { foldedWords, words } from "../text/words.js";

const sentenceEnd = /(?<=[.!?]["'”’)\]]*)\s+(?=\p{Lu})/u;
/** A sentence with one of these speaks of what another one names. */
const pronoun =
  /\b(?:it|its|itself|they|their|them|he|she|his|her|him|who|which|this|these|that|those|such(?! as)|both|other|former|latter)\b/iu;
const definite = /^\s*the\b/iu;

/**
 * Whether a claim relates two names that no sentence of its quotes has together, while the sentence that states the relation
 * has another name at the place of one of them: "Foss is married to Dahl" for "Dahl is married to Rook".
 */
export function namesAreApart(claim: string, quotes: string, known: ReadonlySet<string> = new Set()): boolean {
  const namesOf = (text: string): string[] =>
    findNames(text).flatMap(({ folded, initial }) => (initial && !known.has(folded) ? [] : [folded]));
  const said = new Set(namesOf(claim));
  if (said.size < 2) return false;
  const sentences = quotes.split(sentenceEnd);
  if (sentences.length < 2 || sentences.some((sentence) => pronoun.test(sentence))) return false;
  const relation = words(claim).filter(({ folded }) => !stopWords.has(folded) && !said.has(folded));
  const all = foldedWords(quotes);
  if (relation.length === 0)
    return (
      [...said].every((name) => all.has(name)) &&
      !sentences.some((sentence) => [...said].every((name) => foldedWords(sentence).has(name)))
    );
  if (sentences.some((sentence) => definite.test(sentence))) return false;
  const stating = sentences.filter((sentence) => {
    const stems = new Set(words(sentence).map(({ stem }) => stem));
    return relation.every(({ stem }) => stems.has(stem));
  });
  return (
    stating.length > 0 &&
    stating.every((sentence) => {
      const there = foldedWords(sentence);
      const missing = [...said].filter((name) => !there.has(name));
      return (
        missing.length > 0 &&
        missing.length < said.size &&
        missing.some((name) => all.has(name)) &&
        namesOf(sentence).some((name) => !said.has(name))
      );
    })
  );
}
