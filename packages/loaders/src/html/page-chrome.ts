import { nameOf } from "./class-hints.js";
import type { HtmlElement } from "./html-tree.js";
import { linkDensity } from "./measure.js";

const navigationName =
  /\b(?:nav|navbar|navigation|menu|sidebar|toc|table-of-contents|breadcrumbs?|pagination|pager|prev-?next|related-?pages|sphinxsidebar|skip-?(?:link|nav|to-content))\b|(?:^|[\s_-])(?:toc|sidebar|breadcrumbs?|navbar)(?:$|[\s_-])/i;
/** DocBook's rows of links to the pages before and after, and the titles of those. */
const pageLinks = /^nav(?:header|footer)$/;
/** Characters of such a row at most. */
const maxPageLinks = 300;
const noticeName = /cookie|consent|gdpr/i;
/** Marks next to headings and code: permanent links, copy buttons, line numbers, "edit this page". */
const furnitureName =
  /(?:^|\s)(?:headerlink|anchor-?(?:link|js-link)?|header-anchor|heading-anchor|hash-link|permalink|copy(?:-?btn|-?button)|copybtn|btn-copy|linenos?|line-numbers?|gutter|edit-(?:this-)?page|mw-editsection|editlink|theme-edit-this-page)(?:$|\s)/i;
const navigationRoles = new Set(["navigation", "menubar", "menu", "search", "contentinfo", "dialog", "alertdialog"]);

/** A name that means navigation needs links to go with it, this share of its text. */
const minNavigationLinks = 0.4;

/** Whether an element belongs to the frame of a site rather than to the page. In doubt it does not. */
export function isChromeOfPage(node: HtmlElement): boolean {
  const { tag, attributes } = node;
  if (tag === "body" || tag === "html") return false;
  if (tag === "nav" || navigationRoles.has(attributes["role"] ?? "")) return true;
  if (tag === "dialog" || tag === "menu") return true;
  if (tag === "footer") return !isInsideContent(node);
  if (tag === "header" || attributes["role"] === "banner") return !isInsideContent(node) && !holdsHeading(node);
  if (tag === "button") return !isInsideHeading(node) && (node.facts?.text ?? 0) <= 20;
  const name = nameOf(node);
  if (name === "") return tag === "aside" && linkDensity(node) >= minNavigationLinks;
  if (
    furnitureName.test(name) &&
    (node.facts?.text ?? 0) <= (tag === "td" || tag === "pre" || tag === "div" ? 10_000 : 40)
  )
    return !isContentOfItself(node);
  if (noticeName.test(name)) return (node.facts?.text ?? 0) <= 1500 && !isInsideContent(node) && !holdsHeading(node);
  if (pageLinks.test(name)) return isRowOfLinks(node);
  if (tag === "aside" || navigationName.test(name)) return linkDensity(node) >= minNavigationLinks;
  return false;
}

/** Links next to short text; pages may use the name for their own head. */
function isRowOfLinks(node: HtmlElement): boolean {
  const { linked = 0, paragraphs = 0, text = 0 } = node.facts ?? {};
  return linked > 0 && paragraphs === 0 && text <= maxPageLinks && !holdsHeading(node);
}

/** A box named after a mark but with more content than a mark. */
function isContentOfItself(node: HtmlElement): boolean {
  return node.children.some(
    (child) => typeof child !== "string" && (child.tag === "p" || child.tag === "code" || /^h[1-6]$/.test(child.tag)),
  );
}

function isInsideContent(node: HtmlElement): boolean {
  for (let parent = node.parent; parent !== null; parent = parent.parent) {
    if (
      parent.tag === "article" ||
      parent.tag === "main" ||
      parent.tag === "blockquote" ||
      parent.tag === "section" ||
      parent.attributes["role"] === "main"
    )
      return true;
  }
  return false;
}

function isInsideHeading(node: HtmlElement): boolean {
  for (let parent = node.parent; parent !== null; parent = parent.parent)
    if (/^h[1-6]$|^summary$/.test(parent.tag)) return true;
  return false;
}

function holdsHeading(node: HtmlElement): boolean {
  return node.children.some((child) => typeof child !== "string" && (child.tag === "h1" || holdsHeading(child)));
}
