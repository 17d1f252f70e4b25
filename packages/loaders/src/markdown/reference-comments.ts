import type { Block, TextRange } from "@ragstone/core";

/** A link reference definition without a target, whose title is the remark: `[//]: # (remark)`. */
const definition = /^ {0,3}\[[^\][\r\n]+\]:[ \t]*(?:#|<>|-)[ \t]+(?:\([^()\r\n]*\)|"[^"\r\n]*"|'[^'\r\n]*')[ \t]*$/gm;

/**
 * Ranges of link reference definitions that writers of Markdown use as comments. No renderer shows them; inside a
 * paragraph or code they are text. Ascending and apart. Linear.
 */
export function referenceComments(text: string, blocks: readonly Block[]): TextRange[] {
  let at = 0;
  return Array.from(text.matchAll(definition)).flatMap(({ 0: line, index }) => {
    while (at < blocks.length && blocks[at]!.end <= index) at += 1;
    const block = blocks[at];
    return block === undefined || block.start >= index + line.length
      ? [{ start: index, end: index + line.length }]
      : [];
  });
}
