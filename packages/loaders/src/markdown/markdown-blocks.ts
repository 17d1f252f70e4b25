import type { Block } from "@ragstone/core";
import type { Token } from "markdown-it";
import type { Leaf } from "./leaf.js";
import { inlineLabel, markdownParser } from "./markdown-parser.js";
import { splitLeaf } from "./split-leaf.js";
import { splitHidden } from "./split-hidden.js";

/** Start of every line of a text, with the text's length at the end. Lines end as markdown-it ends them. */
function lineStarts(text: string, from: number): number[] {
  const starts = [from];
  const ends = /\r\n?|\n/g;
  ends.lastIndex = from;
  for (let match = ends.exec(text); match !== null; match = ends.exec(text)) starts.push(ends.lastIndex);
  starts.push(text.length);
  return starts;
}

/**
 * Blocks of CommonMark with tables, definition lists (`: ` under a term) and captions, in order. Blocks take whole lines,
 * markers included, but for captions in HTML; paragraphs of one list item or quote are one block; HTML comments are cut
 * out as hidden blocks.
 *
 * @param from - where the Markdown starts, after front matter
 */
export function markdownBlocks(text: string, from: number): Block[] {
  const leaves = findLeaves(text, from).flatMap((leaf, at, all) => splitLeaf(text, leaf, [all[at - 1], all[at + 1]]));
  const blocks: Block[] = [];
  for (let index = 0; index < leaves.length; index += 1) {
    const leaf = leaves[index]!;
    let { end } = leaf;
    while (
      leaf.container !== null &&
      leaves[index + 1]?.container === leaf.container &&
      leaves[index + 1]?.kind === leaf.kind &&
      leaf.source === leaves[index + 1]?.source
    ) {
      index += 1;
      end = leaves[index]!.end;
    }
    const { container: _, source, ...block } = leaf;
    splitHidden(text, { ...block, end }, source, blocks);
  }
  return blocks;
}

function findLeaves(text: string, from: number): Leaf[] {
  const lines = lineStarts(text, from);
  const tokens = markdownParser().parse(from === 0 ? text : text.slice(from), {});
  const leaves: Leaf[] = [];
  const containers: Token[] = [];
  const lists: number[] = [];
  let lastList = 0;
  let depth = 0;
  const range = (token: Token) => {
    const [first, last] = token.map!;
    let end = lines[Math.min(last, lines.length - 1)]!;
    while (end > lines[first]! && isSpace(text.charCodeAt(end - 1))) end -= 1;
    return { start: lines[first]!, end };
  };
  for (const [index, token] of tokens.entries()) {
    const container = containers.at(-1) ?? null;
    switch (token.type) {
      case "bullet_list_open":
      case "ordered_list_open":
        lastList += 1;
        lists.push(lastList);
        break;
      case "bullet_list_close":
      case "ordered_list_close":
        lists.pop();
        break;
      case "list_item_open":
      case "blockquote_open":
        containers.push(token);
        if (token.type === "list_item_open") depth += 1;
        break;
      case "list_item_close":
      case "blockquote_close":
        containers.pop();
        if (token.type === "list_item_close") depth -= 1;
        break;
      case "heading_open":
        leaves.push({
          kind: "heading",
          ...range(token),
          level: Number(token.tag.slice(1)),
          label: inlineLabel(tokens[index + 1]!.content),
          container: null,
          source: "inline",
        });
        break;
      case "paragraph_open": {
        const quoted = containers.some((open) => open.type === "blockquote_open");
        const kind = container?.type === "list_item_open" ? "list-item" : quoted ? "quote" : "paragraph";
        leaves.push({
          kind,
          ...range(token),
          level: kind === "list-item" ? depth : undefined,
          listId: kind === "list-item" ? lists.at(-1)! : undefined,
          container,
          source: "inline",
        });
        break;
      }
      case "fence":
      case "code_block": {
        const language = token.info.trim().split(/\s/, 1)[0] ?? "";
        leaves.push({
          kind: "code",
          ...range(token),
          language: language === "" ? undefined : language,
          container: null,
          source: "verbatim",
        });
        break;
      }
      case "table_open": {
        const whole = range(token);
        const second = lines[token.map![0] + 1]!;
        leaves.push({
          kind: "table",
          ...whole,
          header: { start: whole.start, end: trimEnd(text, whole.start, second) },
          container: null,
          source: "inline",
        });
        break;
      }
      case "html_block":
        leaves.push({ kind: "paragraph", ...range(token), container: null, source: "html" });
        break;
      default:
    }
  }
  return leaves.filter((leaf) => leaf.end > leaf.start);
}

function trimEnd(text: string, start: number, end: number): number {
  let cut = end;
  while (cut > start && isSpace(text.charCodeAt(cut - 1))) cut -= 1;
  return cut;
}

function isSpace(code: number): boolean {
  return code === 32 || code === 10 || code === 13 || code === 9;
}
