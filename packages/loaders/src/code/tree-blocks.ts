import type { SyntaxNode, Tree } from "@lezer/common";

/** Characters above which a declaration is cut at its members: about twice the default chunk of 400 tokens. */
const maxCharacters = 3000;

/** Children of a node that is a frame around one body: modifiers, name, parameters, body and the like. */
const maxFrameChildren = 6;

/** Nodes that belong to the node after them. */
const leads = /Comment|Decorator|Annotation|Attribute/;

export interface TreeBlockOptions {
  /** Whether cuts are only made at line starts, as in code, or also inside lines, as in single-line JSON. */
  readonly wholeLines: boolean;
}

/**
 * Positions that separate the declarations, records or properties of a syntax tree, ascending, without the start of the
 * text. Parts longer than 3,000 characters are also cut at their members. Comments stay with the code after them.
 * Linear in the size of the tree.
 */
export function treeCuts(text: string, tree: Tree, { wholeLines }: TreeBlockOptions): number[] {
  const cuts = new Set<number>();
  const pending: SyntaxNode[] = [tree.topNode];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    let leadStart = -1;
    let previousEnd = -1;
    for (let item = bodyOf(text, next).firstChild; item !== null; item = item.nextSibling) {
      if (isPunctuation(item, text)) continue;
      const isLead = leads.test(item.name);
      const trailing = previousEnd !== -1 && !text.slice(previousEnd, item.from).includes("\n");
      if (isLead && trailing) continue;
      if (leadStart !== -1 && /\n\s*\n/.test(text.slice(previousEnd, item.from))) leadStart = -1;
      if (leadStart === -1) {
        const cut = cutBefore(text, item.from, wholeLines);
        if (cut > 0) cuts.add(cut);
      }
      leadStart = isLead ? (leadStart === -1 ? item.from : leadStart) : -1;
      previousEnd = item.to;
      if (item.to - item.from > maxCharacters) pending.push(item);
    }
  }
  return [...cuts].sort((a, b) => a - b);
}

/**
 * The node whose children are the parts of a declaration: the node itself or the body that it wraps. A body opens on
 * the same line as its head, or with a brace; its members are on their own lines.
 */
function bodyOf(text: string, node: SyntaxNode): SyntaxNode {
  let body = node;
  for (;;) {
    let largest: SyntaxNode | null = null;
    let children = 0;
    for (let child = body.firstChild; child !== null; child = child.nextSibling) {
      children += 1;
      if (children > maxFrameChildren) return body;
      if (largest === null || child.to - child.from > largest.to - largest.from) largest = child;
    }
    if (largest === null || largest.firstChild === null || (largest.to - largest.from) * 2 < body.to - body.from)
      return body;
    const before = largest.prevSibling;
    if (before !== null && text.charAt(largest.from) !== "{" && text.slice(before.to, largest.from).includes("\n"))
      return body;
    body = largest;
  }
}

function isPunctuation(node: SyntaxNode, text: string): boolean {
  if (node.to - node.from > 2) return node.name === "OpenTag" || node.name === "CloseTag" || node.name === "Text";
  return !/[\p{L}\p{N}]/u.test(text.slice(node.from, node.to));
}

/**
 * The start of the line if only indentation precedes the position; otherwise the position, or -1 if lines stay whole.
 */
function cutBefore(text: string, position: number, wholeLines: boolean): number {
  let start = position;
  while (start > 0 && (text.charCodeAt(start - 1) === 32 || text.charCodeAt(start - 1) === 9)) start -= 1;
  if (start === 0 || text.charCodeAt(start - 1) === 10 || text.charCodeAt(start - 1) === 13) return start;
  return wholeLines ? -1 : position;
}
