import type { Block } from "@ragstone/core";
import { parseInline } from "./_markdown-parser.js";

/** Above this length code spans in a block are not told from comments: inline parsing is the slow part. */
const maxInlineCharacters = 20_000;

/** Appends a block to `blocks`, with the HTML comments in it cut out as hidden blocks. */
export function splitHidden(text: string, block: Block, source: "inline" | "html" | "verbatim", blocks: Block[]): void {
  const comments = source === "verbatim" ? [] : findComments(text, block, source);
  let start = block.start;
  for (const comment of comments) {
    pushVisible(text, { ...block, start, end: comment.start }, block, blocks);
    blocks.push({ kind: "hidden", ...comment });
    start = comment.end;
  }
  pushVisible(text, { ...block, start }, block, blocks);
}

function pushVisible(text: string, part: Block, whole: Block, blocks: Block[]): void {
  if (part.start >= part.end) return;
  const slice = text.slice(part.start, part.end);
  if (slice.trim() === "") return;
  if (part.header !== undefined && (part.header.start < part.start || part.header.end > part.end)) {
    const { header: _, ...rest } = part;
    blocks.push(rest);
    return;
  }
  // What follows a comment inside a heading is not a heading of its own.
  const isRest = whole.kind === "heading" && part.start !== whole.start && blocks.some((block) => block.kind === "heading" && block.start >= whole.start);
  blocks.push(isRest ? { kind: "paragraph", start: part.start, end: part.end } : part);
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
