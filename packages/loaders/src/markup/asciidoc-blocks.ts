import type { Block } from "@ragstone/core";
import { headingBlock } from "./heading-block.js";
import { textLines } from "./text-lines.js";

/** Delimiters of listings, literal text and raw output; each block ends with the line that opened it. */
const literal = /^(?:-{4,}|\.{4,}|\+{4,}|`{3,})$/;
const comment = /^\/{4,}$/;

/** The style that turns the paragraph or block below it into a comment. */
const commentStyle = /^\[comment(?:[,%#.][^\]]*)?\]$/;
/** Delimiters of blocks that may have the style. */
const styled = /^(?:--|={4,}|\*{4,}|_{4,}|-{4,}|\.{4,}|\+{4,})$/;

/** Headings, listings and comments of AsciiDoc. An open block runs to the end. Linear. */
export function asciidocBlocks(text: string): Block[] {
  const blocks: Block[] = [];
  /** Start of a comment style that waits for its block, -1 without one. */
  let style = -1;
  let open: { readonly delimiter: string; readonly start: number; readonly kind: "code" | "hidden" } | null = null;
  let end = 0;
  let skipTo = 0;
  for (const line of textLines(text)) {
    if (line.start < skipTo) continue;
    ({ end } = line);
    if (open !== null) {
      if (line.content !== open.delimiter) continue;
      blocks.push({ kind: open.kind, start: open.start, end });
      open = null;
    } else if (commentStyle.test(line.content)) style = line.start;
    else if (style !== -1) {
      if (styled.test(line.content)) open = { delimiter: line.content, start: style, kind: "hidden" };
      else blocks.push({ kind: "hidden", start: style, end: paragraphEnd(text, line.start) });
      skipTo = open === null ? paragraphEnd(text, line.start) : 0;
      style = -1;
    } else if (literal.test(line.content)) open = { delimiter: line.content, start: line.start, kind: "code" };
    else if (comment.test(line.content)) open = { delimiter: line.content, start: line.start, kind: "hidden" };
    else if (/^\/\/(?!\/)/.test(line.content)) blocks.push({ kind: "hidden", start: line.start, end });
    else {
      const [, marks, label] = /^(={1,6})\s+(\S.*)$/.exec(line.content) ?? [];
      if (marks !== undefined) blocks.push(headingBlock(line, marks.length, label));
    }
  }
  if (open !== null) blocks.push({ kind: open.kind, start: open.start, end });
  return blocks;
}

/** Where the paragraph ends whose text begins at a place: before the next blank line. */
function paragraphEnd(text: string, from: number): number {
  const blank = /\r?\n[ \t]*(?=\r?\n|$)/g;
  blank.lastIndex = from;
  return blank.exec(text)?.index ?? text.length;
}
