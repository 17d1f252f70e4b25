import type { StoredChunk, StoredText, TextRange } from "@ragstone/core";
import { sectionsOf } from "../answering/sections-of.js";
import type { ShowOptions } from "../api/show-options.js";

/** A range with the chunks around it or the innermost section that contains it; never less than the range. */
export function widenedRange(
  { text, blocks }: Pick<StoredText, "text" | "blocks">,
  chunks: readonly StoredChunk[],
  range: TextRange,
  { neighbours = 0, section = false }: ShowOptions,
): TextRange {
  const whole = { start: 0, end: text.length };
  const sections = section ? [whole, ...sectionsOf(blocks, text.length)] : [range];
  const inner = sections.findLast(({ start, end }) => start <= range.start && range.end <= end) ?? range;
  const first = chunks.findIndex(({ end }) => end > inner.start);
  const last = chunks.findLastIndex(({ start }) => start < inner.end);
  if (neighbours === 0 || first === -1 || last === -1) return inner;
  return {
    start: Math.min(inner.start, chunks[Math.max(0, first - neighbours)]!.start),
    end: Math.max(inner.end, chunks[Math.min(chunks.length - 1, last + neighbours)]!.end),
  };
}
