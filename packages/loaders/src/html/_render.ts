import type { Block, BlockKind, TextRange } from "@ragstone/core";
import type { HtmlElement, HtmlNode } from "./_html-tree.js";
import { isBlockTag, isUnreadTag } from "./_tag-kinds.js";
import { dataRows } from "./_table-rows.js";

/** The text of a part of a page with its blocks. */
export interface RenderedHtml {
  readonly text: string;
  readonly blocks: readonly Block[];
}

interface Context {
  readonly kind: BlockKind;
  readonly level: number;
}

const paragraph: Context = { kind: "paragraph", level: 0 };

/**
 * Builds text from parts of a tree: one block each for headings, paragraphs, list items, tables, code and quotes;
 * `skip` leaves elements out.
 */
export function renderHtml(parts: readonly HtmlElement[], skip: (node: HtmlElement) => boolean): RenderedHtml {
  const blocks: Block[] = [];
  const bodies: string[] = [];
  let length = 0;
  // Pieces of the line being built, and its last character: looking at the end of a string that grows would copy it
  // every time.
  let pieces: string[] = [];
  let lineEnd = "";
  let last: Context = paragraph;

  const put = (
    block: { readonly kind: BlockKind; readonly level?: number; readonly label?: string; readonly language?: string },
    body: string,
    header?: TextRange,
  ): void => {
    if (length > 0) {
      const gap = block.kind === "list-item" && last.kind === "list-item" ? "\n" : "\n\n";
      bodies.push(gap);
      length += gap.length;
    }
    const start = length;
    bodies.push(body);
    length += body.length;
    blocks.push({
      ...block,
      start,
      end: length,
      ...(header && { header: { start: start + header.start, end: start + header.end } }),
    });
    last = { kind: block.kind, level: block.level ?? 0 };
  };
  const flush = (context: Context): void => {
    const body = pieces.join("").trim();
    pieces = [];
    lineEnd = "";
    if (body === "") return;
    if (context.kind === "heading")
      put({ kind: "heading", level: context.level, label: body.replace(/\s+/g, " ") }, body.replace(/\s+/g, " "));
    else if (context.kind === "list-item") put({ kind: "list-item", level: context.level }, body);
    else put({ kind: context.kind }, body);
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
      if (code.trim() !== "") put({ kind: "code", ...(language !== undefined && { language }) }, code);
    } else if (tag === "table") {
      flush(context);
      const rows = dataRows(node, skip);
      if (rows === null) children(node, context);
      else if (rows.text !== "") put({ kind: "table" }, rows.text, rows.header ?? undefined);
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
    return { kind: "heading", level: Number(tag[1]) };
  if (tag === "ul" || tag === "ol" || tag === "dl")
    return { kind: outer.kind, level: outer.kind === "list-item" ? outer.level : 0 };
  if (tag === "li" || tag === "dt" || tag === "dd")
    return { kind: "list-item", level: outer.kind === "list-item" ? outer.level + 1 : 1 };
  if (tag === "blockquote") return { kind: "quote", level: 0 };
  return outer;
}

/** Text as it stands, for code. */
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
