import type { PageSpan } from "@ragstone/core";

/** The pages that `[start, end)` touches; an empty range touches the one it stands on. */
export function pagesOf(pages: readonly PageSpan[], start: number, end: number): number[] {
  return pages.filter((span) => span.start < Math.max(end, start + 1) && span.end > start).map(({ page }) => page);
}
