import { isMostlyIn, isUnlikely } from "./class-hints.js";
import type { HtmlElement } from "./html-tree.js";
import { isMainPart } from "./is-main-part.js";
import { isTeaserList } from "./is-teaser-list.js";

const boilerplateTags = new Set(["nav", "aside", "footer", "form", "fieldset", "button", "menu", "dialog"]);

/**
 * Whether an element of a page is, by its tag, role, name or items, not part of an article, and small enough not to be
 * it.
 */
export function isBoilerplate(node: HtmlElement, page: HtmlElement): boolean {
  if (isFrameTag(node) || isUnlikely(node)) return !isMainPart(node, page);
  return isTeaserList(node, page);
}

/** An `aside` that is a quotation belongs to the text around it. */
function isFrameTag(node: HtmlElement): boolean {
  return boilerplateTags.has(node.tag) && !(node.tag === "aside" && isMostlyIn(node, "blockquote"));
}
