import type { Block, TextRange } from "@ragstone/core";

/** A range of a document that is shown as one element. Segments are in order and cover the whole text. */
export interface Segment extends TextRange {
  readonly block: Block | null;
}

/** Text between blocks is split at blank lines, the blank lines staying with what precedes them. */
const paragraphEnd = /\n[ \t]*\n\s*/gu;

/** Splits a document into its blocks and the paragraphs between them. */
export function documentSegments(text: string, blocks: readonly Block[]): Segment[] {
  const segments: Segment[] = [];
  let at = 0;
  for (const block of blocks) {
    if (block.start < at || block.end <= block.start) continue;
    segments.push(...paragraphs(text, at, block.start));
    segments.push({ start: block.start, end: block.end, block });
    at = block.end;
  }
  segments.push(...paragraphs(text, at, text.length));
  return segments;
}

function* paragraphs(text: string, from: number, to: number): Generator<Segment> {
  if (from >= to) return;
  paragraphEnd.lastIndex = from;
  let start = from;
  for (let match = paragraphEnd.exec(text); match !== null && match.index < to; match = paragraphEnd.exec(text)) {
    const end = Math.min(to, match.index + match[0].length);
    if (end > start) yield { start, end, block: null };
    start = end;
  }
  if (start < to) yield { start, end: to, block: null };
}
