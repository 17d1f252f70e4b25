import type { Terms } from "../src/text/terms.js";
import type { TermPostings } from "../src/text/term-postings.js";
import { unionOf } from "../src/text/text-index.js";

/** Postings of one block, at these ordinals; a term counts once in each. */
function fakePostings(term: string, ordinals: readonly number[]): TermPostings {
  const block = {
    first: ordinals[0] ?? 0,
    last: ordinals.at(-1) ?? 0,
    maxCount: 1,
    minLength: 1,
    read(into: Int32Array, counts: Int32Array) {
      into.set(ordinals);
      counts.fill(1, 0, ordinals.length);
      return ordinals.length;
    },
  };
  return { term, df: ordinals.length, blocks: ordinals.length === 0 ? [] : [block] };
}

/** The terms of chunks, by ordinal. */
export function fakeTerms(chunks: readonly (readonly string[])[]): Terms {
  const ordinalsOf = (term: string) => chunks.flatMap((terms, ordinal) => (terms.includes(term) ? [ordinal] : []));
  return {
    postings: (term) => fakePostings(term, ordinalsOf(term)),
    frequency: (term) => ordinalsOf(term).length,
    withPrefix: (prefix, limit) =>
      [...new Set(chunks.flat())].filter((term) => term.startsWith(prefix)).slice(0, limit),
    union: unionOf,
  };
}
