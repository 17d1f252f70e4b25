import type { Block, TextRange } from "@ragstone/core";
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

/** Lists, items and quotes that are open at a token. */
interface Nesting {
  /** List items and quotes. */
  readonly containers: Token[];
  /** Ids of lists. */
  readonly lists: number[];
  lastList: number;
  /** Number of open list items. */
  depth: number;
}

/** A text and the starts of its lines. */
interface Source {
  readonly text: string;
  readonly lines: readonly number[];
}

function findLeaves(text: string, from: number): Leaf[] {
  const source: Source = { text, lines: lineStarts(text, from) };
  const tokens = markdownParser().parse(from === 0 ? text : text.slice(from), {});
  const nesting: Nesting = { containers: [], lists: [], lastList: 0, depth: 0 };
  const leaves: Leaf[] = [];
  for (const [index, token] of tokens.entries()) {
    track(token, nesting);
    const leaf = leafOf(token, tokens[index + 1], nesting, source);
    if (leaf !== null && leaf.end > leaf.start) leaves.push(leaf);
  }
  return leaves;
}

/** Notes a list, item or quote that a token opens or closes. */
function track(token: Token, nesting: Nesting): void {
  switch (token.type) {
    case "bullet_list_open":
    case "ordered_list_open":
      nesting.lastList += 1;
      nesting.lists.push(nesting.lastList);
      break;
    case "bullet_list_close":
    case "ordered_list_close":
      nesting.lists.pop();
      break;
    case "list_item_open":
    case "blockquote_open":
      nesting.containers.push(token);
      if (token.type === "list_item_open") nesting.depth += 1;
      break;
    case "list_item_close":
    case "blockquote_close":
      nesting.containers.pop();
      if (token.type === "list_item_close") nesting.depth -= 1;
      break;
    default:
  }
}

/** The leaf that a token begins, `null` for other tokens. */
function leafOf(token: Token, next: Token | undefined, nesting: Nesting, source: Source): Leaf | null {
  switch (token.type) {
    case "heading_open": {
      const facts = { level: Number(token.tag.slice(1)), label: inlineLabel(next?.content ?? "") };
      return { kind: "heading", ...rangeOf(token, source), ...facts, container: null, source: "inline" };
    }
    case "paragraph_open":
      return paragraphLeaf(token, nesting, source);
    case "fence":
    case "code_block": {
      const language = token.info.trim().split(/\s/, 1)[0] ?? "";
      const facts = { language: language === "" ? undefined : language };
      return { kind: "code", ...rangeOf(token, source), ...facts, container: null, source: "verbatim" };
    }
    case "table_open": {
      const whole = rangeOf(token, source);
      const header = { start: whole.start, end: trimEnd(source.text, whole.start, source.lines[token.map![0] + 1]!) };
      return { kind: "table", ...whole, header, container: null, source: "inline" };
    }
    case "html_block":
      return { kind: "paragraph", ...rangeOf(token, source), container: null, source: "html" };
    default:
      return null;
  }
}

function paragraphLeaf(token: Token, { containers, lists, depth }: Nesting, source: Source): Leaf {
  const container = containers.at(-1) ?? null;
  const range = rangeOf(token, source);
  if (container?.type === "list_item_open")
    return { kind: "list-item", ...range, level: depth, listId: lists.at(-1)!, container, source: "inline" };
  const isQuoted = containers.some((open) => open.type === "blockquote_open");
  return { kind: isQuoted ? "quote" : "paragraph", ...range, container, source: "inline" };
}

/** The lines of a token, without the white space at their end. */
function rangeOf(token: Token, { text, lines }: Source): TextRange {
  const [first, last] = token.map!;
  const start = lines[first]!;
  return { start, end: trimEnd(text, start, lines[Math.min(last, lines.length - 1)]!) };
}

function trimEnd(text: string, start: number, end: number): number {
  let cut = end;
  while (cut > start && isSpace(text.charCodeAt(cut - 1))) cut -= 1;
  return cut;
}

function isSpace(code: number): boolean {
  return code === 32 || code === 10 || code === 13 || code === 9;
}
