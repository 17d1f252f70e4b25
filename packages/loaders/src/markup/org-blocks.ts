import type { Block } from "@ragstone/core";
import { headingBlock } from "./heading-block.js";
import { textLines, type TextLine } from "./text-lines.js";

/** A remark inside a line, which no export shows. */
const inlineComment = /@@comment:[^\r\n]*?@@/g;

/** Headings, listings and comments of Org, whole sections among them. An open block runs to the end. Linear. */
export function orgBlocks(text: string): Block[] {
  const blocks: Block[] = [];
  let open: { readonly name: string; readonly start: number } | null = null;
  let end = 0;
  /** The section that is a comment. */
  let section: { readonly level: number; readonly start: number } | null = null;
  const closeSection = (): void => {
    if (section !== null) blocks.push({ kind: "hidden", start: section.start, end });
    section = null;
  };
  const close = (): void => {
    if (open !== null) blocks.push({ kind: open.name === "comment" ? "hidden" : "code", start: open.start, end });
    open = null;
  };
  for (const line of textLines(text)) {
    const [, stars, label] = open === null ? (/^(\*+)\s+(\S.*)$/.exec(line.content) ?? []) : [];
    if (section !== null) {
      if (stars !== undefined && stars.length <= section.level) closeSection();
      else {
        ({ end } = line);
        continue;
      }
    }
    ({ end } = line);
    const [, edge, name] = /^\s*#\+(begin|end)_(src|example|comment)\b/i.exec(line.content) ?? [];
    if (open !== null) {
      if (edge?.toLowerCase() === "end" && name?.toLowerCase() === open.name) close();
    } else if (edge?.toLowerCase() === "begin") open = { name: name!.toLowerCase(), start: line.start };
    else if (/^\s*#(?:\s|$)/.test(line.content)) blocks.push({ kind: "hidden", start: line.start, end });
    else if (stars === undefined) blocks.push(...inlineComments(line));
    else if (/^COMMENT(?:\s|$)/.test(label!)) section = { level: stars.length, start: line.start };
    else blocks.push(headingBlock(line, stars.length, label?.replace(/\s+:[\w@:]+:$/, "")));
  }
  close();
  closeSection();
  return blocks;
}

function inlineComments({ start, content }: TextLine): Block[] {
  if (!content.includes("@@comment:")) return [];
  return Array.from(content.matchAll(inlineComment), ({ 0: comment, index }) => ({
    kind: "hidden",
    start: start + index,
    end: start + index + comment.length,
  }));
}
