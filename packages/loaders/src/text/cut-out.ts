import type { Block, TextRange } from "@ragstone/core";

/**
 * Turns ranges into hidden blocks by cutting them out of other blocks; ranges may lie between or span blocks. Both
 * lists are ascending and disjoint; blank remainders are dropped.
 */
export function cutOut(text: string, blocks: readonly Block[], hidden: readonly TextRange[]): Block[] {
  if (hidden.length === 0) return [...blocks];
  const result: Block[] = [];
  let next = 0;
  /** End of the hidden range before. */
  let covered = 0;
  for (const block of blocks) {
    let start = Math.max(block.start, covered);
    while (next < hidden.length && hidden[next]!.start < block.end) {
      const range = hidden[next]!;
      if (range.start > start) result.push(...visiblePart(text, block, { start, end: range.start }));
      result.push({ kind: "hidden", start: range.start, end: range.end });
      covered = range.end;
      start = covered;
      next += 1;
    }
    if (block.end > start) result.push(...visiblePart(text, block, { start, end: block.end }));
  }
  for (; next < hidden.length; next += 1)
    result.push({ kind: "hidden", start: hidden[next]!.start, end: hidden[next]!.end });
  return result;
}

/** The part of the block in the range, if it has any text. */
function visiblePart(text: string, { header, ...block }: Block, { start, end }: TextRange): Block[] {
  if (text.slice(start, end).trim() === "") return [];
  const keepsHeader = header !== undefined && header.start >= start && header.end <= end;
  return [{ ...block, start, end, header: keepsHeader ? header : undefined }];
}
