import type { Word } from "../text/words.js";

/** A word of a statement, as far as an alignment compares it. */
export interface AlignedWord extends Word {
  /** Whether it carries a meaning of its own. */
  readonly isContent: boolean;
  /** Another clause starts with it. */
  readonly startsClause: boolean;
  /** A clause starts with it, or it follows a comma. */
  readonly startsPart: boolean;
  /** Part of a line of code with spaces in it, like a command. */
  readonly isCode: boolean;
}

/** Words of two texts at the same place between words that both have; either may be empty, not both. */
export interface Difference {
  /** Half-open range of words of the claim. */
  readonly own: readonly [start: number, end: number];
  /** Half-open range of words of the quotes. */
  readonly other: readonly [start: number, end: number];
}

export interface AlignedStatement {
  /** Pairs of places of words that both have, in order. */
  readonly pairs: readonly (readonly [own: number, other: number])[];
  readonly differences: readonly Difference[];
  readonly score: number;
}

/** A word that only connects is worth little: it places the others. */
const contentMatch = 2;
const connectingMatch = 0.4;
/** A word of the quotes that the claim leaves out, and a word of the claim that the quotes lack. */
const omission = 0.4;
const addition = 0.5;
const connectingGap = 0.05;
/** Words of two clauses seldom make one statement, nor what is on both sides of a comma. */
const clauseGap = 4.5;
const partGap = 1.5;

/**
 * Aligns a claim with the part of the quotes that it repeats best, word by word and in order: the whole claim against any
 * stretch of the quotes. Takes time in proportion to the product of the numbers of words.
 */
export function alignWords(
  claim: readonly AlignedWord[],
  quotes: readonly AlignedWord[],
  isSame: (own: AlignedWord, other: AlignedWord) => boolean,
): AlignedStatement {
  const width = quotes.length + 1;
  const scores = new Float64Array((claim.length + 1) * width);
  // 0: both, 1: an addition, 2: an omission.
  const moves = new Uint8Array(scores.length);
  for (let own = 1; own <= claim.length; own += 1) {
    const word = claim[own - 1]!;
    const cost = word.isContent ? addition : connectingGap;
    scores[own * width] = scores[(own - 1) * width]! - cost;
    moves[own * width] = 1;
    for (let at = 1; at < width; at += 1) {
      const other = quotes[at - 1]!;
      let best = scores[(own - 1) * width + at]! - cost;
      let move = 1;
      const crossing = other.startsClause ? clauseGap : other.startsPart ? partGap : 0;
      const skipped = own === claim.length ? 0 : (other.isContent ? omission : connectingGap) + crossing;
      const left = scores[own * width + at - 1]! - skipped;
      if (left > best) [best, move] = [left, 2];
      if (isSame(word, other)) {
        const both =
          scores[(own - 1) * width + at - 1]! +
          (word.isContent ? contentMatch : connectingMatch) -
          (own === 1 || word.startsPart ? 0 : crossing);
        if (both >= best) [best, move] = [both, 0];
      }
      scores[own * width + at] = best;
      moves[own * width + at] = move;
    }
  }
  const pairs: [number, number][] = [];
  let [own, other] = [claim.length, quotes.length];
  while (own > 0) {
    const move = moves[own * width + other];
    if (move === 0) pairs.unshift([own - 1, other - 1]);
    if (move !== 2) own -= 1;
    if (move !== 1) other -= 1;
  }
  return { pairs, differences: differencesBetween(pairs, claim.length, quotes), score: scores.at(-1)! };
}

/** What is between the pairs, and before the first and after the last one up to the next marks of the quotes. */
function differencesBetween(
  pairs: AlignedStatement["pairs"],
  length: number,
  quotes: readonly AlignedWord[],
): Difference[] {
  const [first, last] = [pairs[0], pairs.at(-1)];
  if (first === undefined || last === undefined) return [];
  const starts = (at: number): boolean => quotes[at]!.startsPart;
  let start = first[1];
  while (start > 0 && !starts(start)) start -= 1;
  let end = last[1] + 1;
  while (end < quotes.length && !starts(end)) end += 1;
  const found: Difference[] = [];
  let [own, other] = [0, start];
  for (const [place, twin] of [...pairs, [length, end] as const]) {
    if (place > own || twin > other) found.push({ own: [own, place], other: [other, twin] });
    [own, other] = [place + 1, twin + 1];
  }
  return found;
}
