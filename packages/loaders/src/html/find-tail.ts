import type { HtmlElement } from "./html-tree.js";
import { linkDensity } from "./measure.js";

/** A box with at least this share of links has nothing to read. */
const minLinks = 0.95;

/** From this many items on, a box of links is a list of other pages rather than a source or a name. */
const minItems = 3;

/**
 * Finds what follows the last text of an article: lists of links to other pages, with the headings above them. Elements
 * in `dropped` are passed over.
 */
export function findTail(parts: readonly HtmlElement[], dropped: ReadonlySet<HtmlElement>): HtmlElement[] {
  const tail: HtmlElement[] = [];
  for (let index = parts.length - 1; index >= 0; index -= 1) {
    const part = parts[index]!;
    if (!dropped.has(part) && !collectTail(part, dropped, tail)) break;
  }
  return tail;
}

/** Whether an element ends with the tail, and so the search continues before it. */
function collectTail(node: HtmlElement, dropped: ReadonlySet<HtmlElement>, tail: HtmlElement[]): boolean {
  for (let index = node.children.length - 1; index >= 0; index -= 1) {
    const child = node.children[index]!;
    if (typeof child === "string") {
      if (child.trim() !== "") return false;
      continue;
    }
    const { text, prose, listItems } = child.facts!;
    if (text === 0 || dropped.has(child)) continue;
    const isLinks = prose === 0 && listItems >= minItems && linkDensity(child) >= minLinks && !citesAddresses(child);
    if (isLinks || (tail.length > 0 && /^h[1-6]$/.test(child.tag))) tail.push(child);
    else if (!hasElements(child) || !collectTail(child, dropped, tail)) return false;
  }
  return true;
}

/** Whether most links of a list are written out: sources, since other pages of a site are named by their titles. */
function citesAddresses(node: HtmlElement): boolean {
  let links = 0;
  let addresses = 0;
  const visit = ({ children }: HtmlElement): void => {
    for (const child of children) {
      if (typeof child === "string") continue;
      if (child.tag === "a") {
        links += 1;
        if (address.test(textOf(child))) addresses += 1;
      } else {
        visit(child);
      }
    }
  };
  visit(node);
  return addresses * 2 > links;
}

const address = /^\s*(?:https?:\/\/|www\.|doi:)/i;

function textOf({ children }: HtmlElement): string {
  return children.map((child) => (typeof child === "string" ? child : textOf(child))).join("");
}

function hasElements(node: HtmlElement): boolean {
  return node.children.some((child) => typeof child !== "string" && child.facts!.text > 0);
}
