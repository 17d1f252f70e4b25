import type { Block, BlockKind } from "@ragstone/core";
import type { HtmlElement, HtmlNode } from "./html-tree.js";
import { isBlockTag, isUnreadTag } from "./tag-kinds.js";
import { dataRows, type TableRows } from "./table-rows.js";

/** The text of a part of a page with its blocks. */
export interface RenderedHtml {
  readonly text: string;
  readonly blocks: readonly Block[];
}

interface Context {
  readonly kind: BlockKind;
  /** Of headings. */
  readonly level: number;
  /** Lists around it. */
  readonly depth: number;
  /** The element that items inside belong to: all of one list are at one depth. */
  readonly list: HtmlElement | null;
  /** The list of an item. */
  readonly itemOf: HtmlElement | null;
  /** Whether its blocks follow each other without a blank line, as entries of lists do. */
  readonly isTight: boolean;
}

const paragraph: Context = { kind: "paragraph", level: 0, depth: 0, list: null, itemOf: null, isTight: false };

/**
 * Builds text from parts of a tree: one block each for headings, paragraphs, list items, terms, captions, tables, code
 * and quotes; `skip` leaves elements out.
 */
export function renderHtml(parts: readonly HtmlElement[], skip: (node: HtmlElement) => boolean): RenderedHtml {
  const blocks: Block[] = [];
  const bodies: string[] = [];
  let length = 0;
  // Pieces of the line being built, and its last character: looking at the end of a string that grows would copy it
  // every time.
  let pieces: string[] = [];
  let lineEnd = "";
  let lastIsTight = false;
  const lists = new Map<HtmlElement | null, number>();
  const listIdOf = (list: HtmlElement | null): number => {
    const id = lists.get(list) ?? lists.size + 1;
    lists.set(list, id);
    return id;
  };

  /** Appends text as a block or blocks; returns where it starts. */
  const append = (body: string, isTight = false): number => {
    const gap = length === 0 ? "" : isTight && lastIsTight ? "\n" : "\n\n";
    bodies.push(gap, body);
    const start = length + gap.length;
    length = start + body.length;
    lastIsTight = isTight;
    return start;
  };
  const put = (block: Omit<Block, "start" | "end">, body: string, isTight = false): void => {
    const start = append(body, isTight);
    blocks.push({ ...block, start, end: length });
  };
  const putTable = ({ text, captionLength, rowsStart, header }: TableRows): void => {
    const start = append(text);
    if (captionLength > 0) blocks.push({ kind: "caption", start, end: start + captionLength });
    blocks.push({
      kind: "table",
      start: start + rowsStart,
      end: length,
      header:
        header === null || header === undefined ? undefined : { start: start + header.start, end: start + header.end },
    });
  };
  const flush = (context: Context): void => {
    const body = pieces.join("").trim();
    pieces = [];
    lineEnd = "";
    if (body === "") return;
    const { kind, level, depth, itemOf, isTight } = context;
    if (kind === "heading") put({ kind, level, label: body.replace(/\s+/g, " ") }, body.replace(/\s+/g, " "));
    else if (kind === "list-item") put({ kind, level: depth, listId: listIdOf(itemOf) }, body, isTight);
    else put({ kind }, body, isTight);
  };
  const inline = (data: string): void => {
    // Soft hyphens and zero-width spaces say where a word may break; they are no part of it.
    const collapsed = data.replace(/[ \t\n\r\f]+/g, " ").replace(/[\u00ad\u200b]/g, "");
    const piece =
      collapsed.startsWith(" ") && (lineEnd === "" || lineEnd === " " || lineEnd === "\n")
        ? collapsed.slice(1)
        : collapsed;
    if (piece === "") return;
    pieces.push(piece);
    lineEnd = piece[piece.length - 1]!;
  };
  const lineBreak = (): void => {
    const last = pieces.length - 1;
    if (lineEnd === " ") pieces[last] = pieces[last]!.trimEnd();
    pieces.push("\n");
    lineEnd = "\n";
  };
  const children = (node: HtmlElement, context: Context): void => {
    for (const child of node.children) walk(child, context);
  };
  const walk = (node: HtmlNode, context: Context): void => {
    if (typeof node === "string") {
      inline(node);
      return;
    }
    if (isUnreadTag(node.tag) || skip(node)) return;
    const { tag } = node;
    if (tag === "br") {
      lineBreak();
    } else if (tag === "pre") {
      flush(context);
      const code = plainText(node, skip)
        .replace(/^\r?\n/, "")
        .replace(/\s+$/, "");
      const language = codeLanguage(node);
      if (code.trim() !== "") put({ kind: "code", language }, code);
    } else if (tag === "table") {
      flush(context);
      const rows = dataRows(node, skip);
      if (rows === null) children(node, context);
      else putTable(rows);
      flush(context);
    } else if (isBlockTag(tag)) {
      flush(context);
      const inner = contextOf(node, context);
      children(node, inner);
      flush(inner);
    } else {
      children(node, context);
    }
  };
  for (const part of parts) {
    walk(part, paragraph);
    flush(paragraph);
  }
  return { text: bodies.join(""), blocks };
}

function contextOf(node: HtmlElement, outer: Context): Context {
  const { tag } = node;
  if (tag.length === 2 && tag[0] === "h" && tag >= "h1" && tag <= "h6")
    return { ...paragraph, kind: "heading", level: Number(tag[1]), list: node };
  switch (tag) {
    case "ul":
    case "ol":
      return { ...outer, list: node };
    case "li":
      return { ...itemContext(node, outer), kind: "list-item", itemOf: outer.list };
    case "dt":
      return { ...itemContext(node, outer), kind: "definition-term" };
    case "dd":
      return { ...itemContext(node, outer), kind: "paragraph" };
    case "caption":
    case "figcaption":
      return outer.kind === "heading" ? outer : { ...outer, kind: "caption" };
    case "blockquote":
      return { ...paragraph, kind: "quote", list: node };
    default:
      return outer;
  }
}

/** A list entry; nested items without a list element form their own list. */
function itemContext(node: HtmlElement, outer: Context): Context {
  return { ...outer, depth: outer.depth + 1, list: node, isTight: true };
}

/** Text verbatim, for code. */
function plainText(node: HtmlElement, skip: (node: HtmlElement) => boolean): string {
  let text = "";
  for (const child of node.children) {
    if (typeof child === "string") text += child;
    else if (child.tag === "br") text += "\n";
    else if (!isUnreadTag(child.tag) && !skip(child)) text += plainText(child, skip);
  }
  return text;
}

function codeLanguage(node: HtmlElement): string | undefined {
  const code = node.children.find((child): child is HtmlElement => typeof child !== "string" && child.tag === "code");
  for (const element of [node, code, node.parent]) {
    const match = /(?:^|\s)(?:language|lang|highlight|highlight-source)-([\w+#-]+)/.exec(
      element?.attributes["class"] ?? "",
    );
    if (match !== null) return match[1];
  }
  return undefined;
}
