import type { HtmlElement } from "./html-tree.js";
import { linkDensity } from "./measure.js";

/** Such a list is the content of a page that has less prose besides. */
const minOther = 250;

/** A list has at least so many items, nearly all of which introduce another page. */
const minItems = 4;
const minShare = 0.8;

/** What introduces a page is a title and at most a few sentences. */
const minTitle = 15;
const maxItem = 450;

/**
 * Whether an element lists other pages of a site: items of one kind with a title that is a link, and some text. Lists of
 * links alone are none: articles have them too.
 */
export function isTeaserList(node: HtmlElement, page: HtmlElement): boolean {
  if (node.children.length < minItems || (node.facts?.text ?? 0) === 0) return false;
  if (page.facts!.prose - node.facts!.prose < minOther) return false;
  const items = node.children.filter(
    (child): child is HtmlElement => typeof child !== "string" && (child.facts?.text ?? 0) > 0,
  );
  if (items.length < minItems) return false;
  // A heading may precede them.
  const { tag } = items.at(-1)!;
  if (tag === "p" || tag === "tr" || tag === "dd") return false;
  const teasers = items.filter(
    (item) => item.tag === tag && item.facts!.text <= maxItem && linkDensity(item) < 0.9 && hasTitle(item),
  );
  return teasers.length >= minShare * items.length;
}

/** Whether a block or the whole element is a link: the title of another page. */
function hasTitle(node: HtmlElement): boolean {
  if (node.facts!.text < minTitle) return false;
  if (linkDensity(node) >= 0.9) return true;
  return node.children.some(
    (child) => typeof child !== "string" && child.tag !== "a" && child.facts !== null && hasTitle(child),
  );
}
