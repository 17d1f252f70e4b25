import type { Claim, TextRange } from "@ragstone/core";

/** Finds the claims of an answer by place. */
export interface ClaimIndex {
  readonly claims: readonly Claim[];
  /** The claims that share a character with a range, by their place in the answer's claims, ascending. */
  readonly overlapping: (range: TextRange) => readonly number[];
}

/** An index over claims, in any order. A look-up is logarithmic, as long as few claims contain others. */
export function claimIndex(claims: readonly Claim[]): ClaimIndex {
  const order = claims.map((_, place) => place).toSorted((a, b) => claims[a]!.start - claims[b]!.start);
  let furthest = 0;
  /** The furthest end of a claim up to here: where the search for a range begins. */
  const ends = order.map((place) => (furthest = Math.max(furthest, claims[place]!.end)));
  return {
    claims,
    overlapping({ start, end }) {
      let from = 0;
      let to = order.length;
      while (from < to) {
        const middle = (from + to) >> 1;
        if (ends[middle]! > start) to = middle;
        else from = middle + 1;
      }
      const found: number[] = [];
      for (let at = from; at < order.length && claims[order[at]!]!.start < end; at += 1)
        if (claims[order[at]!]!.end > start) found.push(order[at]!);
      return found.toSorted((a, b) => a - b);
    },
  };
}
