import createMarkdownIt, { type Token } from "markdown-it";
import { alignText, type SourceCursor } from "./align-text.js";
import type { RichNode, RichTag } from "./rich-node.js";

/** No HTML, no images, no reference definitions, and no entities: an answer's characters are shown as they are. */
const markdown = createMarkdownIt("commonmark", { html: false })
  .enable(["table", "strikethrough"])
  .disable(["image", "reference", "entity", "html_block", "html_inline", "autolink"]);

const tags: Readonly<Record<string, RichTag>> = {
  p: "p",
  h1: "h3",
  h2: "h3",
  h3: "h4",
  h4: "h4",
  h5: "h4",
  h6: "h4",
  ul: "ul",
  ol: "ol",
  li: "li",
  blockquote: "blockquote",
  em: "em",
  strong: "strong",
  s: "s",
  table: "table",
  thead: "thead",
  tbody: "tbody",
  tr: "tr",
  th: "th",
  td: "td",
};

interface Open {
  readonly tag: RichTag | null;
  readonly href: string | null;
  readonly children: RichNode[];
}

/**
 * Parses Markdown into nodes whose text knows its place in the source. Linear in the text's length, apart from the parser.
 */
export function parseRich(source: string): RichNode[] {
  const cursor: SourceCursor = { source, at: 0, end: source.length };
  const root: Open = { tag: null, href: null, children: [] };
  const stack: Open[] = [root];
  for (const token of markdown.parse(source, {})) append(token, stack, cursor);
  return root.children;
}

function append(token: Token, stack: Open[], cursor: SourceCursor): void {
  const parent = stack.at(-1)!;
  if (token.hidden) return;
  if (token.type === "inline") for (const child of token.children ?? []) append(child, stack, cursor);
  else if (token.nesting === 1)
    stack.push({ tag: tags[token.tag] ?? null, href: attribute(token, "href"), children: [] });
  else if (token.nesting === -1) close(token, stack, cursor);
  else parent.children.push(...leaves(token, cursor));
}

function attribute(token: Token, name: string): string | null {
  const value = token.attrGet(name);
  return value === null ? null : String(value);
}

function close(token: Token, stack: Open[], cursor: SourceCursor): void {
  const { tag, href, children } = stack.pop()!;
  const siblings = stack.at(-1)!.children;
  if (token.type === "link_close") {
    siblings.push({ kind: "link", href: href ?? "", children });
    skipDestination(cursor);
  } else if (tag === null) siblings.push(...children);
  else siblings.push({ kind: "element", tag, children });
}

/** The address of a link is behind its text and is not shown. */
function skipDestination(cursor: SourceCursor): void {
  const end = cursor.source.indexOf(")", cursor.source.indexOf("](", cursor.at));
  if (end !== -1) cursor.at = end + 1;
}

function leaves(token: Token, cursor: SourceCursor): RichNode[] {
  switch (token.type) {
    case "text":
    case "text_special":
      return texts(token.content, cursor);
    case "softbreak":
      return [{ kind: "text", text: "\n", start: null }];
    case "hardbreak":
      return [{ kind: "break" }];
    case "hr":
      return [{ kind: "rule" }];
    case "code_inline":
      return [{ kind: "element", tag: "code", children: texts(token.content, cursor) }];
    case "fence":
    case "code_block":
      return [{ kind: "element", tag: "pre", children: texts(token.content.replace(/\n$/u, ""), cursor) }];
    default:
      return token.content === "" ? [] : texts(token.content, cursor);
  }
}

function texts(content: string, cursor: SourceCursor): RichNode[] {
  if (content === "") return [];
  return alignText(content, cursor).map((run) => ({ kind: "text", ...run }));
}
