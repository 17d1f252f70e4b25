import { buildExcerpt } from "./build-excerpt.js";
import { matchedShare } from "./matched-share.js";
import { extendExcerpt } from "./extend-excerpt.js";
import type { RankedExcerpt } from "./rank-excerpts.js";
import { repeats } from "./repeats.js";

/**
 * A second excerpt is shown when its score is at most this far behind: without a line, two of 40 words are right for 43 %
 * of the tuning half, one of 70 words for 37 %.
 */
const mostBehind = 2;
/** Words that each of two excerpts is cut to, and that a single one is extended to. */
const wordsOfTwo = 40;
const wordsOfOne = 55;
/** A second excerpt matches at least this part of what the best one matches of the question. */
const leastMatched = 0.5;
/** Words of an answer, markers apart. */
export const maxWords = 115;

export interface ChooseOptions {
  /** Excerpts at most, 1 or 2. */
  readonly most: number;
  /** Words that a single excerpt is cut and extended to, where what it needs has fewer. @defaultValue as it was built, or 55 */
  readonly words?: number | undefined;
  /** Whether an excerpt may be shown with the text around it. */
  readonly isShowable: (excerpt: RankedExcerpt) => boolean;
}

/** The best excerpt, extended, or it and another one that is nearly as good, both cut; in rank order. */
export function chooseExcerpts(
  ranked: readonly RankedExcerpt[],
  { most, words, isShowable }: ChooseOptions,
): readonly RankedExcerpt[] {
  const [best, ...others] = ranked;
  if (best === undefined) return [];
  const pair = most < 2 ? null : pairOf(best, others);
  if (pair !== null) return pair;
  const single = words === undefined ? best : cut(best, words);
  const extended = extendExcerpt(single, words ?? wordsOfOne);
  return [isShowable(extended) ? extended : single];
}

/** The best excerpt and the next one that is nearly as good and says something else, both cut; `null` if none is. */
function pairOf(best: RankedExcerpt, others: readonly RankedExcerpt[]): readonly RankedExcerpt[] | null {
  const first = cut(best);
  for (const other of others) {
    if (best.score - other.score >= mostBehind) break;
    if (matchedShare(other) < leastMatched * matchedShare(best) || repeats(best, other)) continue;
    const second = cut(other);
    if (first.words + second.words <= maxWords) return [first, second];
  }
  return null;
}

/** The same key sentence with less around it. */
function cut(excerpt: RankedExcerpt, targetWords = wordsOfTwo): RankedExcerpt {
  const { passage, elements, element, key } = excerpt;
  const at = elements.indexOf(element);
  const built = buildExcerpt({ passage, elements, at, key, targetWords, maxWords });
  return { ...excerpt, ...built };
}
