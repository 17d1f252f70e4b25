import type { Block, TextRange } from "@ragstone/core";
import { codeSpans } from "./code-spans.js";

/** What opens a comment, and what closes it. */
const closing: Readonly<Record<string, string>> = { "{/*": "*/}", "%%": "%%" };
const opening = /\{\/\*|(?<!\S)%%(?!%)/g;

/**
 * Ranges of comments that dialects of Markdown have besides those of HTML: `{/* *\/}` of MDX, and `%% %%` of Obsidian. A
 * comment that opens inside a line ends in its block, one that opens a line may span blocks; without an end it is text,
 * as it is in code. Ascending and apart. Linear.
 */
export function markupComments(text: string, blocks: readonly Block[]): TextRange[] {
  const found: TextRange[] = [];
  let at = 0;
  let spansOf: Block | null = null;
  let spans: readonly TextRange[] = [];
  /** Where each kind of comment closes next, -1 for never. */
  const closes = new Map<string, number>();
  opening.lastIndex = 0;
  for (let match = opening.exec(text); match !== null; match = opening.exec(text)) {
    const { index } = match;
    const [mark] = match;
    while (at < blocks.length && blocks[at]!.end <= index) at += 1;
    const block = blocks[at];
    if (block === undefined) break;
    if (closes.get(mark) === -1 || block.start > index || /^(?:code|hidden|front-matter)$/.test(block.kind)) continue;
    if (spansOf !== block) spans = codeSpans(text, block);
    spansOf = block;
    if (spans.some((span) => span.start <= index && index < span.end)) continue;
    const known = closes.get(mark) ?? 0;
    const close = known >= index + mark.length ? known : text.indexOf(closing[mark]!, index + mark.length);
    closes.set(mark, close);
    const end = close + closing[mark]!.length;
    const opensLine = /(?:^|[\r\n])[ \t]*$/.test(text.slice(Math.max(0, index - 80), index));
    if (close === -1 || (!opensLine && end > block.end)) continue;
    found.push({ start: index, end });
    opening.lastIndex = end;
  }
  return found;
}
