import { stopWords } from "../text/stop-words.js";
import { words, type Word } from "../text/words.js";

/** Where one clause ends and another starts. */
const clauseEnd = /[.:;!?]["'”’)\]*_`]*\s|\n|,\s(?=(?:and|but|while|whereas|which|who|so|because|if|when)\b)/u;

/** Clauses as their words. */
export type Clauses = readonly (readonly Word[])[];

/** Words of the clauses of a text, in order; a comma alone ends none. */
export function clausesOf(text: string): Clauses {
  const clauses: Word[][] = [];
  let last: Word | undefined;
  for (const word of words(text)) {
    if (last === undefined || clauseEnd.test(text.slice(last.end, word.end))) clauses.push([]);
    clauses.at(-1)!.push(word);
    last = word;
  }
  return clauses;
}

/** Stems of the words that carry a meaning of their own. */
export function contentStems(list: readonly Word[]): Set<string> {
  return new Set(
    list.filter(({ folded }) => !stopWords.has(folded) && !/^(?:ones?|first)$/u.test(folded)).map(({ stem }) => stem),
  );
}

/** How the two sides of a relation in one text match those of the same relation in another. */
export type Alignment = "straight" | "crossed" | "unclear";

export interface Sides {
  readonly left: ReadonlySet<string>;
  readonly right: ReadonlySet<string>;
}

/** Words on both sides tell nothing; with `strict` both sides have to match, and only
 * one way. */
export function alignSides(own: Sides, other: Sides, strict = false): Alignment {
  const [ownLeft, ownRight] = [without(own.left, own.right), without(own.right, own.left)];
  const [left, right] = [without(other.left, other.right), without(other.right, other.left)];
  const straight = [shared(ownLeft, left), shared(ownRight, right)];
  const crossed = [shared(ownLeft, right), shared(ownRight, left)];
  const enough = (matching: readonly number[], rival: readonly number[]): boolean =>
    (strict ? matching.every((count) => count > 0) && sum(rival) === 0 : matching.some((count) => count > 0)) &&
    sum(matching) > sum(rival);
  if (enough(crossed, straight)) return "crossed";
  return enough(straight, crossed) ? "straight" : "unclear";
}

function without(side: ReadonlySet<string>, other: ReadonlySet<string>): ReadonlySet<string> {
  return new Set([...side].filter((stem) => !other.has(stem)));
}

function shared(left: ReadonlySet<string>, right: ReadonlySet<string>): number {
  let count = 0;
  for (const stem of left) if (right.has(stem)) count += 1;
  return count;
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0);
}
