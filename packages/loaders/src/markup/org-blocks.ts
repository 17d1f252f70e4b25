import type { Block } from "@ragstone/core";
import { headingBlock } from "./heading-block.js";
import { textLines } from "./text-lines.js";

/** Headings, listings and comments of Org. An open block runs to the end. Linear. */
export function orgBlocks(text: string): Block[] {
  const blocks: Block[] = [];
  let open: { readonly name: string; readonly start: number } | null = null;
  let end = 0;
  const close = (): void => {
    if (open !== null) blocks.push({ kind: open.name === "comment" ? "hidden" : "code", start: open.start, end });
    open = null;
  };
  for (const line of textLines(text)) {
    ({ end } = line);
    const [, edge, name] = /^\s*#\+(begin|end)_(src|example|comment)\b/i.exec(line.content) ?? [];
    if (open !== null) {
      if (edge?.toLowerCase() === "end" && name?.toLowerCase() === open.name) close();
    } else if (edge?.toLowerCase() === "begin") open = { name: name!.toLowerCase(), start: line.start };
    else if (/^\s*#(?:\s|$)/.test(line.content)) blocks.push({ kind: "hidden", start: line.start, end });
    else {
      const [, stars, label] = /^(\*+)\s+(\S.*)$/.exec(line.content) ?? [];
      if (stars !== undefined) blocks.push(headingBlock(line, stars.length, label?.replace(/\s+:[\w@:]+:$/, "")));
    }
  }
  close();
  return blocks;
}
