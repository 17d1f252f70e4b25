import type { Citation } from "./answer.js";

/** Pages as a reader finds them: `5`, or `5 (PDF 12)` where the printed number differs from the page of the file. */
export function describePages({ pages, pageLabels }: Pick<Citation, "pages" | "pageLabels">): string {
  const numbers = pages.join(", ");
  return pageLabels === undefined ? numbers : `${pageLabels.join(", ")} (PDF ${numbers})`;
}
