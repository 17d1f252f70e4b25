import { repeats } from "./repeats.js";
import type { RankedExcerpt } from "./rank-excerpts.js";

/**
 * A second excerpt is shown when its score is at most this far behind: under half of the answers, so that the median
 * stays near 55 words.
 */
const mostBehind = 1;
/** Words of an answer, markers apart. */
const maxWords = 115;

/** The best excerpt and, where another one is nearly as good and fits, that one too; in rank order. */
export function chooseExcerpts(ranked: readonly RankedExcerpt[], most: number): readonly RankedExcerpt[] {
  const [best] = ranked;
  if (best === undefined) return [];
  const second = ranked.find(
    (other) => best.score - other.score < mostBehind && best.words + other.words <= maxWords && !repeats(best, other),
  );
  return second === undefined || most < 2 ? [best] : [best, second];
}
