import { isBoilerplate } from "./is-boilerplate.js";
import { isMainPart } from "./is-main-part.js";
import { isChromeOfPage } from "./page-chrome.js";
import { type Article, findArticle } from "./find-article.js";
import { findTail } from "./find-tail.js";
import type { HtmlElement } from "./html-tree.js";
import { isTeaserList } from "./is-teaser-list.js";
import { linkDensity } from "./measure.js";
import type { ArticleEvidence, PageFacts } from "./page-facts.js";

/** The parts of a page that become text. */
export interface Content {
  readonly kind: "article" | "page";
  readonly parts: readonly HtmlElement[];
  readonly dropped: ReadonlySet<HtmlElement>;
}

/** An article has at least this many characters, not counting white space. */
const minArticle = 250;

/**
 * Share of the page's prose that an article may leave out. A page that calls itself an article may have five times as
 * much text in teasers and sidebars. Where nothing speaks for an article, all text counts.
 */
const maxLost: Readonly<Record<ArticleEvidence, number>> = { declared: 1, signed: 0.3, none: 0.1 };

/**
 * Chooses the article of a page that has one, else the whole page without its navigation. When in doubt, the whole
 * page.
 */
export function selectContent(body: HtmlElement, facts: PageFacts): Content {
  const page = wholePage(body);
  if (facts.documentation) return page;
  const article = findArticle(body, facts.description);
  if (article === null || article.characters < minArticle) return page;
  const { evidence } = facts;
  if (lostShare(body, article, page.dropped, evidence !== "none") > maxLost[evidence])
    return { ...page, dropped: new Set([...page.dropped, ...surroundings(body, article), ...teasersIn([body], body)]) };
  // Inside what nothing calls an article, names of boxes decide nothing.
  const dropped = evidence === "none" ? new Set([...page.dropped, ...teasersIn(article.parts, body)]) : article.dropped;
  return {
    kind: "article",
    parts: article.parts,
    dropped: new Set([...dropped, ...findTail(article.parts, dropped)]),
  };
}

function wholePage(body: HtmlElement): Content {
  const dropped = new Set<HtmlElement>();
  const visit = (node: HtmlElement): void => {
    for (const child of node.children) {
      if (typeof child === "string") continue;
      if (isChromeOfPage(child) && !isMainPart(child, body)) dropped.add(child);
      else visit(child);
    }
  };
  visit(body);
  return { kind: "page", parts: [body], dropped };
}

/** The lists of other pages in an article. */
function teasersIn(parts: readonly HtmlElement[], body: HtmlElement): HtmlElement[] {
  const found: HtmlElement[] = [];
  const visit = (node: HtmlElement): void => {
    for (const child of node.children) {
      if (typeof child === "string") continue;
      if (isTeaserList(child, body)) found.push(child);
      else visit(child);
    }
  };
  for (const part of parts) visit(part);
  return found;
}

/**
 * The boxes around the best text of a page that are mostly links, or named after parts of a site's frame with some
 * links to confirm it.
 */
function surroundings(body: HtmlElement, article: Article): HtmlElement[] {
  const around: HtmlElement[] = [];
  const path = new Set<HtmlElement>();
  for (const part of article.parts) for (let at: HtmlElement | null = part; at !== null; at = at.parent) path.add(at);
  const parts = new Set(article.parts);
  const visit = (node: HtmlElement): void => {
    for (const child of node.children) {
      if (typeof child === "string" || parts.has(child)) continue;
      if (path.has(child) || !isFrame(child, body)) visit(child);
      else around.push(child);
    }
  };
  visit(body);
  return around;
}

function isFrame(node: HtmlElement, body: HtmlElement): boolean {
  if ((node.facts?.text ?? 0) === 0 || isMainPart(node, body)) return false;
  if (isTeaserList(node, body)) return true;
  const minLinks = isBoilerplate(node, body) ? 0.2 : 0.5;
  return boxTags.has(node.tag) && linkDensity(node) >= minLinks;
}

const boxTags = new Set(["div", "section", "aside", "ul", "ol", "td", "table", "form", "header", "footer"]);

/** The share of a page's text that lies outside the article: its prose without comments and teasers, or all text. */
function lostShare(body: HtmlElement, article: Article, chrome: ReadonlySet<HtmlElement>, isProse: boolean): number {
  const parts = new Set(article.parts);
  let kept = 0;
  let lost = 0;
  const visit = (node: HtmlElement, isOutside: boolean): void => {
    const characters = isProse ? (node.facts?.ownProse ?? 0) : isText(node) ? node.facts!.text : 0;
    if (isOutside) lost += characters;
    else kept += characters;
    if (!isProse && characters > 0) return;
    for (const child of node.children) {
      if (typeof child === "string" || chrome.has(child) || (isProse && isBoilerplate(child, body))) continue;
      visit(child, (isOutside && !parts.has(child)) || article.dropped.has(child));
    }
  };
  visit(body, true);
  return lost + kept === 0 ? 0 : lost / (lost + kept);
}

const textTags = new Set([
  "p",
  "pre",
  "li",
  "dd",
  "blockquote",
  "td",
  "dt",
  "th",
  "h1",
  "h2",
  "h3",
  "h4",
  "h5",
  "h6",
  "figcaption",
  "summary",
  "caption",
]);

function isText(node: HtmlElement): boolean {
  return textTags.has(node.tag) && (node.facts?.text ?? 0) > 0 && linkDensity(node) < 0.5;
}
