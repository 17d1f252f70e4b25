import type { HtmlElement } from "./html-tree.js";

// Words in class and id that designers give to parts of a page. Matched anywhere in the name, as names are compounds.
const chrome =
  /-ad-|ad-?(?:break|unit|slot|box)|agegate|banner|breadcrumb|combx|comment|community|consent|cookie|disqus|extra|footer|gdpr|header|legends|masthead|menu|modal|nav(?!y)|newsletter|outbrain|pager|pagination|popup|promo|recirc|related|remark|replies|rss|share|shoutbox|sidebar|skip(?:link|-)|skyscraper|social|sponsor|subscribe|supplemental|taboola|toolbar|tweet|twitter|widget|yom-remote/i;
const perhapsContent = /\barticle|body|column|content|main|shadow|mathjax|figure|post-?text/i;
const contentWords = /article|body|content|entry|hentry|h-entry|main|page(?!r|-nav|ination)|post|text|blog|story/i;
const poorWords =
  /-ad-|hidden|\bhid\b|banner|combx|comment|com-|contact|footer|gdpr|masthead|media|meta|outbrain|promo|related|scroll|share|shoutbox|sidebar|skyscraper|sponsor|shopping|tags|tool|widget/i;
const byline = /byline|author|dateline|writtenby|p-author/i;

const chromeRoles = new Set([
  "menu",
  "menubar",
  "complementary",
  "navigation",
  "alert",
  "alertdialog",
  "dialog",
  "banner",
  "contentinfo",
  "search",
]);

/** Class and id in one string; empty for most elements. */
export function nameOf(node: HtmlElement): string {
  const { attributes } = node;
  const name = attributes["class"];
  const id = attributes["id"];
  return name === undefined ? (id ?? "") : id === undefined ? name : `${name} ${id}`;
}

/** Whether an element is, by its name or role, not part of an article. */
export function isUnlikely(node: HtmlElement): boolean {
  if (node.tag === "body" || node.tag === "html" || node.tag === "a" || node.tag === "article" || node.tag === "main")
    return false;
  if (chromeRoles.has(node.attributes["role"] ?? "")) return true;
  const name = nameOf(node);
  return name !== "" && chrome.test(name) && !perhapsContent.test(name);
}

/**
 * How much the name of an element speaks for (25) or against (-25) its being the article, class and id counted apart.
 */
export function nameWeight(node: HtmlElement): number {
  let weight = 0;
  for (const name of [node.attributes["class"], node.attributes["id"]]) {
    if (name === undefined || name === "") continue;
    if (poorWords.test(name)) weight -= 25;
    if (contentWords.test(name)) weight += 25;
  }
  return weight;
}

/** Whether an element names the author or the date rather than being text. */
export function isByline(node: HtmlElement): boolean {
  const text = node.facts?.text ?? 0;
  if (text === 0 || text > 100) return false;
  return (
    node.attributes["rel"] === "author" ||
    (node.attributes["itemprop"] ?? "").includes("author") ||
    byline.test(nameOf(node))
  );
}
