import { stopWords } from "../text/stop-words.js";
import { words } from "../text/words.js";
import { findNumbers, type NumberMention } from "../values/numbers.js";

const bracketed = /\([^()]*(?:\([^()]*\)[^()]*)*\)|\[[^[\]]*\]/gu;
/** Share of the words of the quotes, brackets apart, that a claim must have to be the same statement. */
const leastCovered = 0.8;
/** Share of the claim's words that may be other words. */
const mostForeign = 0.15;

/**
 * Whether a claim has the words of its quotes in the same order, or with a part from the start moved to the end: "In
 * May, A calls B" and "A calls B in May". What belongs together there does so here. A claim may leave out text in
 * brackets.
 */
export function isRearranged(claim: string, quotes: string): boolean {
  const own = tokensOf(claim);
  const other = tokensOf(quotes);
  const outside = tokensOf(quotes.replace(bracketed, " ")).length;
  if (own.length === 0 || own.length < outside * leastCovered) return false;
  const known = new Set(other);
  const shared = own.filter((token) => known.has(token));
  if (shared.length < own.length * (1 - mostForeign)) return false;
  const twice = [...other, ...other];
  return other.some((token, start) => token === shared[0] && isInOrder(shared, twice, start, start + other.length));
}

function isInOrder(tokens: readonly string[], list: readonly string[], start: number, end: number): boolean {
  let at = start - 1;
  return tokens.every((token) => {
    at = list.indexOf(token, at + 1);
    return at >= 0 && at < end;
  });
}

/** Stems of content words, and numbers by their values. */
function tokensOf(text: string): string[] {
  const numbers = findNumbers(text);
  let last: NumberMention | undefined;
  return words(text).flatMap(({ folded, stem, start, end }) => {
    const number = numbers.find((one) => one.start < end && start < one.end);
    if (number !== undefined) {
      const isFirst = number !== last;
      last = number;
      return isFirst ? [`#${number.value}`] : [];
    }
    return stopWords.has(folded) || /^(?:percent|cent)$/u.test(folded) ? [] : [stem];
  });
}
