/** Letters from which a word is long enough for a typo to be found: those of a whole word of four letters may mean many. */
const minLetters = 5;

const word = /\p{Ll}+/gu;

/**
 * A question with one typo: two letters exchanged in the middle of its longest word without capitals; unchanged without
 * a word of five letters.
 */
export function plantTypo(question: string): string {
  const longest = [...question.matchAll(word)].toSorted((one, other) => other[0].length - one[0].length)[0];
  if (longest === undefined || longest[0].length < minLetters) return question;
  const letters = Array.from(longest[0]);
  const at = letters.findIndex((letter, index) => index >= letters.length >> 1 && letter !== letters[index - 1]);
  if (at < 1) return question;
  [letters[at - 1], letters[at]] = [letters[at]!, letters[at - 1]!];
  return question.slice(0, longest.index) + letters.join("") + question.slice(longest.index + longest[0].length);
}
