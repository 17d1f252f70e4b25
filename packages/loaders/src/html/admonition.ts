import type { HtmlElement } from "./html-tree.js";
import { maxBox } from "./max-box.js";

const boxName = /(?:^|\s)(?:\w+-)?(?:admonition|admonitionblock|callout|markdown-alert)(?:$|\s)/i;
/** DocBook's names of boxes. Other pages give them to any element: a box is short and begins with a small heading. */
const docbookName = /^(?:note|tip|important|caution|warning)$/;
const titleName = /title|heading|label/i;

/** Characters of a title at most: a longer one is text. */
const maxTitle = 120;

/** Whether an element is a box that documentation tools set apart from the text: note, tip, warning. */
export function isAdmonition(node: HtmlElement): boolean {
  const name = node.attributes["class"] ?? "";
  return (
    boxName.test(name) ||
    node.attributes["role"] === "note" ||
    (docbookName.test(name) && (node.facts?.text ?? 0) <= maxBox && startsWithSmallHeading(node))
  );
}

function startsWithSmallHeading({ children }: HtmlElement): boolean {
  const first = children.find((child): child is HtmlElement => typeof child !== "string");
  return first !== undefined && /^h[3-6]$/.test(first.tag);
}

function isHeading({ tag }: HtmlElement): boolean {
  return /^h[1-6]$/.test(tag);
}

/** Whether an element is the title of the admonition that contains it. */
export function isAdmonitionTitle(node: HtmlElement): boolean {
  if ((!isHeading(node) && !titleName.test(node.attributes["class"] ?? "")) || (node.facts?.text ?? 0) > maxTitle)
    return false;
  // The title is the first of its box, or the first of a box in the box.
  for (let child = node, { parent } = node; parent !== null; child = parent, { parent } = parent) {
    if (isAdmonition(parent)) return true;
    if (parent.children.find((other) => typeof other !== "string") !== child) return false;
  }
  return false;
}
