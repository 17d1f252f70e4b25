import type { HtmlElement, HtmlNode } from "./html-tree.js";
import { linkDensity } from "./measure.js";

// Words in class and id that designers give to parts of a page. Matched anywhere in the name, as names are compounds.
const chrome =
  /-ad-|anzeige(?!n)|werbung|publicidad|(?<![a-z])ad-?(?:break|unit|slot|box)|agegate|banner|breadcrumb|combx|comment(?!ary)|community|consent|cookie|disqus|extra|footer|gdpr|header|kommentar|comentario|legends|masthead|menu|modal|nav(?!y)|newsletter|outbrain|pager|pagination|popup|promo|recirc|related|remark|replies|rss|share|shoutbox|sidebar|skip-?(?:link|nav|to)|skyscraper|social|sponsor|subscribe|supplemental|taboola|toolbar|tweet|twitter|widget_|yom-remote/i;
const perhapsContent = /\barticle|body|column|content|main|shadow|mathjax|figure|post-?text/i;
const contentWords =
  /article|caption|body|content|entry|hentry|h-entry|main|page(?!r|-nav|ination)|post|text|blog|story/i;
const poorWords =
  /-ad-|hidden|\bhid\b|banner|combx|comment(?!ary)|com-|contact|footer|gdpr|masthead|media|meta|outbrain|promo|related|scroll|share|shoutbox|sidebar|skyscraper|sponsor|shopping|tags|tool(?!tip)|widget_/i;
/** Parts that articles have around their text, by whole words of names: these drop short boxes whatever else they are named. */
const appendix =
  /(?:^|[\s_-])(?:tags?|tag-?(?:list|cloud|links)|keywords|author-?(?:bio|box|info|card|profile|about)|about-?(?:the-?)?author|bio|post-?nav(?:igation)?|nav-?links|(?:more|read|also|see)-?(?:from|stories|news|articles|more|next|also|like)|most-?(?:read|popular|viewed)|popular|recommend(?:ed|ations?)?|recirculation|related|trending|share|sharing|sharedaddy|social|sign-?up|subscribe|subscription|newsletter|paywall|regwall|login|advert(?:isement|ising)?|ads?|sponsored|print|ratings?|votes?|addtoany|addthis|jp-relatedposts|entry-(?:footer|utility|meta)|(?:post|article)-?(?:footer|tags|share|author|meta|nav|info)|topics|upsell|donate|promo)(?:$|[\s_-])/i;
const postName = /embed|instagram|social|tiktok|tweet|twitter/i;
/** Elements whose names do not decide: frames of the page, and texts themselves, whose names may be generated. */
const keptTags = new Set(
  "body html a article main p pre blockquote h1 h2 h3 h4 h5 h6 dt dd figure figcaption caption thead tbody tr td th".split(
    " ",
  ),
);
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

/** Whether an element is, by its name or role, not part of an article. Posts that an article embeds are part of it. */
export function isUnlikely(node: HtmlElement): boolean {
  if (keptTags.has(node.tag)) return false;
  if (chromeRoles.has(node.attributes["role"] ?? "")) return true;
  const name = nameOf(node);
  return (
    name !== "" &&
    chrome.test(name) &&
    !perhapsContent.test(name) &&
    !isEmbeddedPost(node, name) &&
    !isMostlyIn(node, "pre") &&
    !isSectionHeader(node, name)
  );
}

/** The header of a section has a heading and perhaps a sentence. */
const maxSectionHeader = 300;

/** A box named after headers, and after nothing else, around the heading of a section. */
function isSectionHeader(node: HtmlElement, name: string): boolean {
  const isShort = (node.facts?.text ?? 0) <= maxSectionHeader && linkDensity(node) < 0.3;
  return isShort && !chrome.test(name.replace(/header/gi, "")) && holdsSectionHeading(node);
}

/** Whether an element contains a heading below the first level, and none of the first: that is the page's. */
function holdsSectionHeading(node: HtmlElement): boolean {
  const headings = node.children.flatMap(headingsIn);
  return headings.length > 0 && !headings.includes("h1");
}

function headingsIn(node: HtmlNode): string[] {
  if (typeof node === "string" || (node.facts?.text ?? 0) === 0) return [];
  return /^h[1-6]$/.test(node.tag) ? [node.tag] : node.children.flatMap(headingsIn);
}

/** Whether an element is named after what articles have around their text: tags, sharing, authors, related articles. */
export function isAppendix(node: HtmlElement): boolean {
  const name = nameOf(node);
  return name !== "" && !keptTags.has(node.tag) && appendix.test(name) && !isEmbeddedPost(node, name);
}

/** A box of a social network around a quotation, which is most of its text. */
function isEmbeddedPost(node: HtmlElement, name: string): boolean {
  return postName.test(name) && isMostlyIn(node, "blockquote");
}

/** Whether most of the text of an element is in elements of a tag: a box around a listing or a quotation. */
export function isMostlyIn(node: HtmlElement, tag: "blockquote" | "pre"): boolean {
  const textIn = (element: HtmlElement): number => {
    const text = element.facts?.text ?? 0;
    if (text === 0 || element.tag === tag) return text;
    return element.children.reduce((sum, child) => (typeof child === "string" ? sum : sum + textIn(child)), 0);
  };
  return textIn(node) * 2 > (node.facts?.text ?? 0);
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
