import type { DocsQuestion } from "./docs-question.js";
import { containsQuote } from "./score-text.js";

/**
 * Rank of the evidence among the texts of hits, from 1: of the first that contains one of the quotes, or of the last
 * that is needed where all are. 0 if it is not among them, `null` of a question without evidence.
 */
export function evidenceRank({ evidence, all = false }: DocsQuestion, texts: readonly string[]): number | null {
  if (evidence.length === 0) return null;
  const found = evidence.map(({ quote }) => texts.findIndex((text) => containsQuote(text, quote)) + 1);
  if (all) return found.every((rank) => rank > 0) ? Math.max(...found) : 0;
  const hit = found.filter((rank) => rank > 0);
  return hit.length === 0 ? 0 : Math.min(...hit);
}
