import { generalWords } from "../text/general-words.js";
import { stopWords } from "../text/stop-words.js";
import { isSameFamily } from "../text/word-family.js";
import { words, type Word } from "../text/words.js";

/** Two adjacent words of a text: "linked worktree". */
interface Term {
  readonly modifier: Word;
  readonly head: Word;
}

/** Terms of two words, by their stems; `modifier head`. */
export function termsOf(text: string): ReadonlySet<string> {
  return new Set(adjacent(text).map(({ modifier, head }) => `${modifier.stem} ${head.stem}`));
}

/**
 * Whether a claim says of one thing what its quotes say of another of the same name: "linked worktrees" for "the main
 * worktree", where the passages know both.
 *
 * @param passages - terms of the passages of the quotes; asked for when claim and quotes differ in a term
 */
export function takesRivalTerm(claim: string, quotes: string, passages: () => readonly ReadonlySet<string>[]): boolean {
  const said = adjacent(claim);
  if (said.length === 0) return false;
  const quoted = adjacent(quotes);
  const own = new Set(words(claim).map(({ stem }) => stem));
  const other = words(quotes);
  const quotedStems = new Set(other.map(({ stem }) => stem));
  return said.some(({ modifier, head }) => {
    if (quotedStems.has(modifier.stem) || !quotedStems.has(head.stem)) return false;
    if (generalWords.has(modifier.stem)) return false;
    const rivals = quoted.filter((term) => term.head.stem === head.stem && isCapital(term.head) === isCapital(head));
    // The first mention says which one it is.
    if (rivals.length === 0 || other.find(({ stem }) => stem === head.stem)?.start !== rivals[0]?.head.start)
      return false;
    if (rivals.some((rival) => own.has(rival.modifier.stem) || isSameFamily(rival.modifier, modifier))) return false;
    return passages().some(
      (terms) =>
        terms.has(`${modifier.stem} ${head.stem}`) &&
        rivals.every((rival) => terms.has(`${rival.modifier.stem} ${head.stem}`)),
    );
  });
}

/** "CREATE DATABASE" is another term than "system database". */
function isCapital({ text }: Word): boolean {
  return text === text.toUpperCase();
}

function adjacent(text: string): Term[] {
  const list = words(text);
  return list.slice(1).flatMap((head, at): Term[] => {
    const modifier = list[at]!;
    const isTerm =
      /^(?:\s|-)$/u.test(text.slice(modifier.end, head.start)) &&
      [modifier, head].every(({ folded }) => !stopWords.has(folded) && /^\p{L}{2,}$/u.test(folded));
    return isTerm ? [{ modifier, head }] : [];
  });
}
