import { Tokenizer } from "htmlparser2";
import { closesOnStart, isScope, isVoid } from "./_tag-rules.js";

/** An element of a parsed page. Tag and attribute names are lower case. */
export interface HtmlElement {
  readonly tag: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly parent: HtmlElement | null;
  readonly children: HtmlNode[];
  /** What is read of it, once measured. */
  facts: ElementFacts | null;
}

/** Sums over an element and everything in it that readers see. */
export interface ElementFacts {
  /** Characters that are not white space. */
  readonly text: number;
  /** Those of them inside links. */
  readonly linked: number;
  readonly commas: number;
  readonly paragraphs: number;
  readonly listItems: number;
  readonly controls: number;
}

export type HtmlNode = HtmlElement | string;

export interface HtmlTree {
  readonly root: HtmlElement;
  /** Characters inside comments that a reader could have read: white space is not counted. */
  readonly commentCharacters: number;
  /** The page's own style sheets. */
  readonly sheets: readonly string[];
}

/**
 * Browsers nest 512 elements at most (Blink's `kMaximumHTMLParserDOMTreeDepth`) and flatten what is deeper; so do we.
 */
const maxDepth = 512;

/** How far up an end tag looks for its start tag, so that no nesting costs quadratic time. */
const maxClimb = 512;

const noAttributes: Readonly<Record<string, string>> = {};

/** Parses a page as leniently as browsers do. Linear in its length whatever its nesting. */
export function parseHtmlTree(html: string): HtmlTree {
  const root: HtmlElement = { tag: "#root", attributes: noAttributes, parent: null, children: [], facts: null };
  // Open elements; deeper than `maxDepth` an entry stands for its tag only, and text goes to the deepest real element.
  const open: { readonly tag: string; readonly node: HtmlElement }[] = [{ tag: "#root", node: root }];
  const openCounts = new Map<string, number>();
  let tag = "";
  let attributes: Record<string, string> | null = null;
  let name = "";
  let value = "";
  let commentCharacters = 0;
  const sheets: string[] = [];

  const pop = (): void => {
    const entry = open.pop()!;
    openCounts.set(entry.tag, openCounts.get(entry.tag)! - 1);
  };
  const text = (data: string): void => {
    const { children } = open[open.length - 1]!.node;
    const last = children.length - 1;
    const before = children[last];
    if (typeof before === "string") children[last] = before + data;
    else children.push(data);
  };
  const start = (selfClosed: boolean): void => {
    const closes = closesOnStart.get(tag);
    if (closes !== undefined) {
      for (
        let climbed = 0;
        open.length > 1 && climbed < maxClimb && closes.has(open[open.length - 1]!.tag);
        climbed += 1
      )
        pop();
    }
    const parent = open[open.length - 1]!.node;
    const node: HtmlElement = { tag, attributes: attributes ?? noAttributes, parent, children: [], facts: null };
    parent.children.push(node);
    attributes = null;
    if (isVoid(tag) || (selfClosed && (openCounts.get("svg") ?? 0) + (openCounts.get("math") ?? 0) > 0)) return;
    open.push({ tag, node: open.length < maxDepth ? node : parent });
    openCounts.set(tag, (openCounts.get(tag) ?? 0) + 1);
  };
  const end = (closed: string): void => {
    if (closed === "br") {
      open[open.length - 1]!.node.children.push({
        tag: "br",
        attributes: noAttributes,
        parent: open[open.length - 1]!.node,
        children: [],
        facts: null,
      });
      return;
    }
    if ((openCounts.get(closed) ?? 0) === 0) return;
    const lowest = Math.max(1, open.length - maxClimb);
    let at = open.length - 1;
    while (at >= lowest && open[at]!.tag !== closed) {
      if (isScope(open[at]!.tag) && !isScope(closed)) return;
      at -= 1;
    }
    if (at < lowest) return;
    while (open.length > at) pop();
  };

  const tokenizer = new Tokenizer(
    { decodeEntities: true },
    {
      onattribdata(from, to) {
        value += html.slice(from, to);
      },
      onattribentity(codePoint) {
        value += String.fromCodePoint(codePoint);
      },
      onattribend() {
        attributes ??= {};
        // The first of two attributes of one name counts.
        attributes[name] ??= value;
        value = "";
      },
      onattribname(from, to) {
        name = html.slice(from, to).toLowerCase();
      },
      oncdata(from, to, offset) {
        text(html.slice(from, to - offset));
      },
      onclosetag(from, to) {
        end(html.slice(from, to).toLowerCase());
      },
      oncomment(from, to, offset) {
        commentCharacters += html.slice(from, to - offset).replace(/\s+/g, "").length;
      },
      ondeclaration() {},
      onend() {},
      onopentagend() {
        start(false);
      },
      onopentagname(from, to) {
        tag = html.slice(from, to).toLowerCase();
        attributes = null;
      },
      onprocessinginstruction() {},
      onselfclosingtag() {
        start(true);
      },
      ontext(from, to) {
        if (open[open.length - 1]!.tag === "style") sheets.push(html.slice(from, to));
        else text(html.slice(from, to));
      },
      ontextentity(codePoint) {
        text(String.fromCodePoint(codePoint));
      },
      isInForeignContext() {
        return (openCounts.get("svg") ?? 0) + (openCounts.get("math") ?? 0) > 0;
      },
    },
  );
  tokenizer.write(html);
  tokenizer.end();
  return { root, commentCharacters, sheets };
}
