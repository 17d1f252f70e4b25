import type { EvidenceSource, IndexReader, SearchFilter } from "@ragstone/core";

/** The words of the documents that a filter admits: how rare they are, and which ones a typo may mean. */
export function termsOf(
  index: IndexReader,
  filter: SearchFilter | undefined,
): Pick<EvidenceSource, "termShares" | "nearestTerms"> {
  return {
    termShares: (terms) => index.termShares(terms, filter),
    nearestTerms: index.nearestTerms && ((word) => index.nearestTerms!(word, filter)),
  };
}
