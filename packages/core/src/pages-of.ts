import type { PageSpan } from "./source-document.js";

/** The pages that `[start, end)` touches; an empty range touches the one it lies on. */
export function pagesOf(pages: readonly PageSpan[], start: number, end: number): number[] {
  return pages.filter((span) => span.start < Math.max(end, start + 1) && span.end > start).map(({ page }) => page);
}
