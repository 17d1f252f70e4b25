import { nameOf } from "./class-hints.js";
import type { HtmlElement } from "./html-tree.js";

const boxTags = new Set(["aside", "details", "fieldset"]);
const namedTags = new Set(["div", "section", "td", "table"]);
const boxName =
  /(?:^|[\s_-])(?:\w*box|notes?|notice|callout|alert|hint|tip|warning|caution|important|panel|card|well|sidebar|quote|disclaimer|admonition(?:block)?)(?:$|[\s_-])/i;

/**
 * Whether an element is a box next to the text by its tag or name. Its headings are those of the box: they do not head a
 * paragraph that follows it.
 */
export function isSideBox(node: HtmlElement): boolean {
  return boxTags.has(node.tag) || (namedTags.has(node.tag) && boxName.test(nameOf(node)));
}
