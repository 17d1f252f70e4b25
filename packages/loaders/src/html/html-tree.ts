import { Tokenizer } from "htmlparser2";
import { countNonSpace } from "./count-non-space.js";
import { closesOnStart, isScope, isVoid } from "./tag-rules.js";

/** An element of a parsed page. Tag and attribute names are lower case. */
export interface HtmlElement {
  readonly tag: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly parent: HtmlElement | null;
  readonly children: HtmlNode[];
  /** The element's measurements, computed on first use. */
  facts: ElementFacts | null;
}

/** Sums over an element and everything in it that readers see. */
export interface ElementFacts {
  /** Characters that are not white space; those of Chinese, Japanese and Korean count twice. */
  readonly text: number;
  /** Those of them inside links. */
  readonly linked: number;
  /** Those of them in runs of text as long as a sentence that are no links: what readers read rather than skim. */
  readonly prose: number;
  /** The prose of the element's own run of text, outside of blocks in it. */
  readonly ownProse: number;
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
 * Browsers nest 512 elements at most (Blink's `kMaximumHTMLParserDOMTreeDepth`) and flatten deeper ones, and so does
 * this parser.
 */
const maxDepth = 512;

/** How far up an end tag looks for its start tag, so that no nesting costs quadratic time. */
const maxClimb = 512;

const noAttributes: Readonly<Record<string, string>> = {};

/** Parses a page as leniently as browsers do. Linear in its length whatever its nesting. */
export function parseHtmlTree(html: string): HtmlTree {
  const builder = new TreeBuilder();
  let name = "";
  let value = "";
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
        builder.attribute(name, value);
        value = "";
      },
      onattribname(from, to) {
        name = html.slice(from, to).toLowerCase();
      },
      oncdata: (from, to, offset) => builder.text(html.slice(from, to - offset)),
      onclosetag: (from, to) => builder.end(html.slice(from, to).toLowerCase()),
      oncomment: (from, to, offset) => builder.comment(html.slice(from, to - offset)),
      ondeclaration() {},
      onend() {},
      onopentagend: () => builder.start(false),
      onopentagname: (from, to) => builder.name(html.slice(from, to).toLowerCase()),
      onprocessinginstruction() {},
      onselfclosingtag: () => builder.start(true),
      ontext: (from, to) => builder.textOrSheet(html.slice(from, to)),
      ontextentity: (codePoint) => builder.text(String.fromCodePoint(codePoint)),
      isInForeignContext: () => builder.isForeign(),
    },
  );
  tokenizer.write(html);
  tokenizer.end();
  return builder;
}

/** Puts tags and texts into a tree, in the order of the page. */
class TreeBuilder implements HtmlTree {
  readonly root: HtmlElement = { tag: "#root", attributes: noAttributes, parent: null, children: [], facts: null };
  readonly sheets: string[] = [];
  commentCharacters = 0;
  /**
   * Open elements; deeper than {@link maxDepth} an entry keeps its tag only, and text goes to the deepest real element.
   */
  readonly #open: { readonly tag: string; readonly node: HtmlElement }[] = [{ tag: "#root", node: this.root }];
  readonly #openCounts = new Map<string, number>();
  /** Of the start tag under way. */
  #tag = "";
  #attributes: Record<string, string> | null = null;

  name(tag: string): void {
    this.#tag = tag;
    this.#attributes = null;
  }

  attribute(name: string, value: string): void {
    this.#attributes ??= {};
    // The first of two attributes of one name counts.
    this.#attributes[name] ??= value;
  }

  start(selfClosed: boolean): void {
    const tag = this.#tag;
    const open = this.#open;
    const closes = closesOnStart.get(tag);
    if (closes !== undefined) {
      for (
        let climbed = 0;
        open.length > 1 && climbed < maxClimb && closes.has(open[open.length - 1]!.tag);
        climbed += 1
      )
        this.#pop();
    }
    const parent = this.#innermost();
    const attributes = this.#attributes ?? noAttributes;
    const node: HtmlElement = { tag, attributes, parent, children: [], facts: null };
    parent.children.push(node);
    this.#attributes = null;
    if (isVoid(tag) || (selfClosed && this.isForeign())) return;
    open.push({ tag, node: open.length < maxDepth ? node : parent });
    this.#openCounts.set(tag, (this.#openCounts.get(tag) ?? 0) + 1);
  }

  end(closed: string): void {
    if (closed === "br") {
      const parent = this.#innermost();
      parent.children.push({ tag: "br", attributes: noAttributes, parent, children: [], facts: null });
      return;
    }
    if ((this.#openCounts.get(closed) ?? 0) === 0) return;
    const open = this.#open;
    const lowest = Math.max(1, open.length - maxClimb);
    let at = open.length - 1;
    while (at >= lowest && open[at]!.tag !== closed) {
      if (isScope(open[at]!.tag) && !isScope(closed)) return;
      at -= 1;
    }
    if (at < lowest) return;
    while (open.length > at) this.#pop();
  }

  text(data: string): void {
    const { children } = this.#innermost();
    const last = children.length - 1;
    const before = children[last];
    if (typeof before === "string") children[last] = before + data;
    else children.push(data);
  }

  textOrSheet(data: string): void {
    if (this.#open[this.#open.length - 1]!.tag === "style") this.sheets.push(data);
    else this.text(data);
  }

  comment(data: string): void {
    this.commentCharacters += countNonSpace(data);
  }

  /** Whether the place is inside SVG or MathML. */
  isForeign(): boolean {
    return (this.#openCounts.get("svg") ?? 0) + (this.#openCounts.get("math") ?? 0) > 0;
  }

  #innermost(): HtmlElement {
    return this.#open[this.#open.length - 1]!.node;
  }

  #pop(): void {
    const { tag } = this.#open.pop()!;
    this.#openCounts.set(tag, this.#openCounts.get(tag)! - 1);
  }
}
