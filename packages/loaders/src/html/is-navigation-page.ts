import type { HtmlElement } from "./html-tree.js";
import type { Content } from "./select-content.js";

/** Share of a page's text that leads to other pages, from which it may be an index or a table of contents. */
const minLinked = 0.5;

/** Share of a page's text that may be sentences. */
const maxProse = 0.15;

/** Characters of links that make an index: with fewer, the page is only short. */
const minCharacters = 80;

/** Links to other sites, to mail and to places of the page itself lead to no other page of the documents. */
const elsewhere = /^(?:[a-z][a-z+.-]*:|\/\/|#)/iu;

/** Whether the content of a measured page is an index, a table of contents or another list of links to other pages. */
export function isNavigationPage({ parts, dropped }: Content): boolean {
  const sum = { text: 0, linked: 0, prose: 0 };
  for (const part of parts) if (!dropped.has(part)) addKept(part, dropped, sum);
  return sum.linked >= minCharacters && sum.linked >= minLinked * sum.text && sum.prose <= maxProse * sum.text;
}

interface KeptSum {
  text: number;
  linked: number;
  prose: number;
}

/** Adds the facts of a kept element without those of dropped ones in it. */
function addKept(node: HtmlElement, dropped: ReadonlySet<HtmlElement>, sum: KeptSum): void {
  sum.text += node.facts?.text ?? 0;
  sum.prose += node.facts?.prose ?? 0;
  visit(node, dropped, sum);
}

function visit(node: HtmlElement, dropped: ReadonlySet<HtmlElement>, sum: KeptSum): void {
  const { href } = node.attributes;
  if (node.tag === "a" && href !== undefined && !elsewhere.test(href)) sum.linked += node.facts?.text ?? 0;
  for (const child of node.children) {
    if (typeof child === "string") continue;
    if (!dropped.has(child)) visit(child, dropped, sum);
    else {
      sum.text -= child.facts?.text ?? 0;
      sum.prose -= child.facts?.prose ?? 0;
    }
  }
}
