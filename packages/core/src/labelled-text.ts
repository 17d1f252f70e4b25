import type { RerankCandidate } from "./reranker.js";

/** A passage below its headings, which often name the subject that its sentences leave out. */
export function labelledText({ headings, text }: Pick<RerankCandidate, "headings" | "text">): string {
  return headings.length === 0 ? text : `${headings.join(" > ")}\n\n${text}`;
}
