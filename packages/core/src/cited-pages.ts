import type { Citation } from "./answer.js";
import { pagesOf } from "./pages-of.js";
import type { PageSpan } from "./source-document.js";
import type { TextRange } from "./text-range.js";

/** The pages that a range of a document touches, with their labels if one of them has a label. */
export function citedPages(
  spans: readonly PageSpan[],
  { start, end }: TextRange,
): Pick<Citation, "pages" | "pageLabels"> {
  const pages = pagesOf(spans, start, end);
  const labels = new Map(spans.map(({ page, label }) => [page, label]));
  if (pages.every((page) => labels.get(page) === undefined)) return { pages };
  return { pages, pageLabels: pages.map((page) => labels.get(page) ?? String(page)) };
}
