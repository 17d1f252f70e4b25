import type { Block } from "@ragstone/core";
import { headingBlock } from "./heading-block.js";
import { textLines } from "./text-lines.js";

/** Delimiters of listings, literal text and raw output; each block ends with the line that opened it. */
const literal = /^(?:-{4,}|\.{4,}|\+{4,}|`{3,})$/;
const comment = /^\/{4,}$/;

/** Headings, listings and comments of AsciiDoc. An open block runs to the end. Linear. */
export function asciidocBlocks(text: string): Block[] {
  const blocks: Block[] = [];
  let open: { readonly delimiter: string; readonly start: number; readonly kind: "code" | "hidden" } | null = null;
  let end = 0;
  for (const line of textLines(text)) {
    ({ end } = line);
    if (open !== null) {
      if (line.content !== open.delimiter) continue;
      blocks.push({ kind: open.kind, start: open.start, end });
      open = null;
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
