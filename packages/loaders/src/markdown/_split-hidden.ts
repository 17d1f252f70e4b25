import type { Block } from "@ragstone/core";
import { cutOut } from "../text/_cut-out.js";
import { parseInline } from "./_markdown-parser.js";

/** Above this length code spans in a block are not told from comments: inline parsing is the slow part. */
const maxInlineCharacters = 20_000;

/** Appends a block to `blocks`, with the HTML comments in it cut out as hidden blocks. */
export function splitHidden(text: string, block: Block, source: "inline" | "html" | "verbatim", blocks: Block[]): void {
  const comments = source === "verbatim" ? [] : findComments(text, block, source);
  const parts = cutOut(text, [block], comments);
  // What follows a comment inside a heading is not a heading of its own.
  let isFirst = true;
  for (const part of parts) {
    blocks.push(part.kind === "heading" && !isFirst ? { kind: "paragraph", start: part.start, end: part.end } : part);
    if (part.kind !== "hidden") isFirst = false;
  }
}

function findComments(text: string, block: Block, source: "inline" | "html"): { start: number; end: number }[] {
  const found: { start: number; end: number }[] = [];
  let at = text.indexOf("<!--", block.start);
  if (at === -1 || at >= block.end) return found;
  const codes = source === "inline" && block.end - block.start <= maxInlineCharacters ? codeRanges(text, block) : [];
  while (at !== -1 && at < block.end) {
    const code = codes.find((range) => range.start <= at && at < range.end);
    if (code !== undefined) {
      at = text.indexOf("<!--", code.end);
      continue;
    }
    const close = text.indexOf("-->", at + 2);
    // Browsers let an open comment run to the end.
    const end = close === -1 || close + 3 > block.end ? block.end : close + 3;
    found.push({ start: at, end });
    at = text.indexOf("<!--", end);
  }
  return found;
}

/** Ranges of the code spans of a block that hold an opening of a comment. */
function codeRanges(text: string, block: Block): { start: number; end: number }[] {
  const ranges: { start: number; end: number }[] = [];
  let from = block.start;
  for (const token of parseInline(text.slice(block.start, block.end))) {
    if (token.type === "html_inline") {
      const at = text.indexOf(token.content, from);
      if (at !== -1 && at < block.end) from = at + token.content.length;
    }
    if (token.type !== "code_inline") continue;
    const at = text.indexOf(token.content, from);
    if (at === -1 || at >= block.end) continue;
    ranges.push({ start: at, end: at + token.content.length });
    from = at + token.content.length;
  }
  return ranges;
}
