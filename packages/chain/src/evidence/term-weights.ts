import type { EvidenceSource } from "@ragstone/core";
import { stopWords, words } from "@ragstone/verify/internal";

export interface TermWeights {
  /** `ln(1 / share)`; for a term that no passage contains, as if one in 20,000 did. */
  readonly of: (term: string) => number;
  /** Content words of the question that no passage of the index contains, in order. */
  readonly absent: readonly string[];
}

const rarestShare = 1 / 20_000;

/** Asks how rare the question's words are in the index. */
export async function termWeights(
  question: string,
  evidence: Pick<EvidenceSource, "termShares">,
): Promise<TermWeights> {
  const content = words(question).filter((word) => !stopWords.has(word.folded));
  const shares = await evidence.termShares([...new Set(content.map((word) => word.folded))]);
  const of = (term: string): number => Math.log(1 / Math.min(1, Math.max(rarestShare, shares.get(term) ?? 0)));
  const absent = [...new Set(content.filter((word) => (shares.get(word.folded) ?? 0) === 0).map((word) => word.text))];
  return { of, absent };
}
