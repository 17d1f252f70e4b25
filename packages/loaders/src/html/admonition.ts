import type { HtmlElement } from "./html-tree.js";

const boxName = /(?:^|\s)(?:\w+-)?(?:admonition|admonitionblock|callout|markdown-alert)(?:$|\s)/i;
const titleName = /title|heading|label/i;

/** A title has fewer characters; what has more is text. */
const maxTitle = 120;

/** Whether an element is a box that documentation tools set apart from the text: note, tip, warning. */
export function isAdmonition({ attributes }: HtmlElement): boolean {
  return boxName.test(attributes["class"] ?? "") || attributes["role"] === "note";
}

/** Whether an element is the title of the admonition that contains it. */
export function isAdmonitionTitle(node: HtmlElement): boolean {
  if (!titleName.test(node.attributes["class"] ?? "") || (node.facts?.text ?? 0) > maxTitle) return false;
  // The title is the first of its box, or the first of a box in the box.
  for (let child = node, { parent } = node; parent !== null; child = parent, { parent } = parent) {
    if (isAdmonition(parent)) return true;
    if (parent.children.find((other) => typeof other !== "string") !== child) return false;
  }
  return false;
}
