import type { Hiding } from "./hiding-style.js";
import type { HtmlElement } from "./html-tree.js";
import { countNonSpace } from "./count-non-space.js";
import { isUnreadTag } from "./tag-kinds.js";

/** Hidden parts of a page. */
export interface HiddenText {
  /** The outermost hidden elements. */
  readonly elements: ReadonlySet<HtmlElement>;
  /** Characters in them that a reader could have read: white space is not counted. */
  readonly characters: number;
}

/**
 * A wrapper that is only faded and has more than this share of the page's text is the page, which a script reveals. A
 * wrapper contains headings or several paragraphs: a single text may be longer than its page to carry instructions.
 */
const maxFaded = 0.8;

/**
 * Finds the hidden elements of a page and counts their text. What is only shown where scripts are off (`noscript`) is
 * hidden too. Linear in the size of the page.
 */
export function countHidden(root: HtmlElement, hidingOf: (node: HtmlElement) => Hiding | null): HiddenText {
  const elements = new Set<HtmlElement>();
  const lengths = new Map<HtmlElement, number>();
  const lengthOf = (node: HtmlElement): number => {
    if (lengths.size === 0) measureText(root, lengths);
    return lengths.get(node)!;
  };
  let characters = 0;
  const visit = (node: HtmlElement): void => {
    for (const child of node.children) {
      if (typeof child === "string") continue;
      if (child.tag === "noscript") characters += measureText(child, new Map());
      if (isUnreadTag(child.tag)) continue;
      const hiding = hidingOf(child);
      if (
        hiding === "removed" ||
        (hiding === "faded" && !(lengthOf(child) > maxFaded * lengthOf(root) && isWrapper(child)))
      ) {
        elements.add(child);
        characters += lengthOf(child);
      } else {
        visit(child);
      }
    }
  };
  visit(root);
  return { elements, characters };
}

function isWrapper(node: HtmlElement): boolean {
  let paragraphs = 0;
  const visit = ({ tag, children }: HtmlElement): boolean => {
    if (tag === "p") paragraphs += 1;
    if (paragraphs > 1 || /^h[1-6]$/.test(tag)) return true;
    return children.some((child) => typeof child !== "string" && visit(child));
  };
  return visit(node);
}

/** Fills in the characters of an element and of all below it that are not white space. */
function measureText(node: HtmlElement, lengths: Map<HtmlElement, number>): number {
  let length = 0;
  for (const child of node.children) {
    if (typeof child === "string") length += countNonSpace(child);
    else if (!isUnreadTag(child.tag)) length += measureText(child, lengths);
  }
  lengths.set(node, length);
  return length;
}
