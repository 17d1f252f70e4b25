import type { Block } from "@ragstone/core";
import { isAdmonition, isAdmonitionTitle } from "./admonition.js";
import { type BlockContext, BlockWriter } from "./block-writer.js";
import type { HtmlElement, HtmlNode } from "./html-tree.js";
import { isSideBox } from "./is-side-box.js";
import { dataRows } from "./table-rows.js";
import { isBlockTag, isUnreadTag } from "./tag-kinds.js";

/** The text of a part of a page with its blocks. */
export interface RenderedHtml {
  readonly text: string;
  readonly blocks: readonly Block[];
}

type Skip = (node: HtmlElement) => boolean;

const paragraph: BlockContext = {
  kind: "paragraph",
  level: 0,
  depth: 0,
  list: null,
  itemOf: null,
  isTight: false,
};

/**
 * Builds text from parts of a tree: one block each for headings, paragraphs, list items, terms, captions, tables, code
 * and quotes; `skip` leaves elements out.
 */
export function renderHtml(parts: readonly HtmlElement[], skip: Skip): RenderedHtml {
  const writer = new BlockWriter();
  for (const part of parts) {
    write(part, paragraph, writer, skip);
    writer.flush(paragraph);
  }
  return writer.finish();
}

function write(node: HtmlNode, context: BlockContext, writer: BlockWriter, skip: Skip): void {
  if (typeof node === "string") {
    writer.inline(node);
    return;
  }
  const { tag } = node;
  if (isUnreadTag(tag) || skip(node)) return;
  if (tag === "br") {
    writer.lineBreak();
  } else if (tag === "pre") {
    writer.flush(context);
    writer.code(codeOf(node, skip), codeLanguage(node));
  } else if (isBlockTag(tag)) {
    writer.flush(context);
    const rows = tag === "table" ? dataRows(node, skip) : null;
    if (rows !== null) {
      writer.table(rows);
      return;
    }
    const inner = contextOf(node, context);
    const endBox = isSideBox(node) ? writer.startBox() : null;
    for (const child of node.children) write(child, inner, writer, skip);
    writer.flush(inner);
    endBox?.();
  } else {
    for (const child of node.children) write(child, context, writer, skip);
  }
}

function contextOf(node: HtmlElement, outer: BlockContext): BlockContext {
  const { tag } = node;
  if (tag.length === 2 && tag[0] === "h" && tag >= "h1" && tag <= "h6")
    return isAdmonitionTitle(node)
      ? { ...outer, kind: "definition-term" }
      : { ...paragraph, kind: "heading", level: Number(tag[1]), list: node };
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
    case "details":
      return { ...outer, isTight: true };
    case "summary":
      return { ...outer, kind: "definition-term", isTight: true };
    case "caption":
    case "figcaption":
      return outer.kind === "heading" ? outer : { ...outer, kind: "caption" };
    case "blockquote":
      return { ...paragraph, kind: "quote", list: node };
    default:
      if (isAdmonition(node)) return { ...outer, isTight: true };
      return outer.isTight && isAdmonitionTitle(node) ? { ...outer, kind: "definition-term" } : outer;
  }
}

/** A list entry; nested items without a list element form their own list. */
function itemContext(node: HtmlElement, outer: BlockContext): BlockContext {
  return { ...outer, depth: outer.depth + 1, list: node, isTight: true };
}

function codeOf(node: HtmlElement, skip: Skip): string {
  return plainText(node, skip)
    .replace(/^\r?\n/, "")
    .replace(/\s+$/, "");
}

/** Text verbatim, for code. */
function plainText(node: HtmlElement, skip: Skip): string {
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
