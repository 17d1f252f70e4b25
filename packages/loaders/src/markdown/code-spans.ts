import type { Block, TextRange } from "@ragstone/core";
import { parseInline } from "./markdown-parser.js";

/** Above this length code spans in a block are not looked for: inline parsing is the slow part. */
const maxInlineCharacters = 20_000;

/** Ranges of the contents of a block's code spans. */
export function codeSpans(text: string, block: Block): TextRange[] {
  const ranges: TextRange[] = [];
  const source = text.slice(block.start, Math.min(block.end, block.start + maxInlineCharacters + 1));
  if (source.length > maxInlineCharacters || !source.includes("`")) return ranges;
  let from = block.start;
  for (const token of parseInline(source)) {
    if (token.type !== "html_inline" && token.type !== "code_inline") continue;
    const at = text.indexOf(token.content, from);
    if (at === -1 || at >= block.end) continue;
    from = at + token.content.length;
    if (token.type === "code_inline") ranges.push({ start: at, end: from });
  }
  return ranges;
}
