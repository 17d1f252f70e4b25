import type { Block, TextRange } from "@ragstone/core";

/**
 * The sections of a text by their headings, in order of their starts, so that the last one that contains a range is the
 * innermost.
 */
export function sectionsOf(blocks: readonly Block[], length: number): TextRange[] {
  const headings = blocks.filter(({ kind }) => kind === "heading");
  return headings.map(({ start, level = 1 }, position) => ({
    start,
    end: headings.slice(position + 1).find((next) => (next.level ?? 1) <= level)?.start ?? length,
  }));
}
