import { isUnlikely } from "./class-hints.js";
import { isChromeOfPage } from "./page-chrome.js";
import { type Article, findArticle } from "./find-article.js";
import type { HtmlElement } from "./html-tree.js";
import { linkDensity } from "./measure.js";
import type { PageFacts } from "./page-facts.js";

/** The parts of a page that become text. */
export interface Content {
  readonly kind: "article" | "page";
  readonly parts: readonly HtmlElement[];
  readonly dropped: ReadonlySet<HtmlElement>;
}

/** An article has at least this many characters, not counting white space. */
const minArticle = 250;

/**
 * Share of the page's prose that an article may leave out: large if the page calls itself an article (comments,
 * teasers), medium if it has an author or a date, small otherwise.
 */
const maxLost = { declared: 0.6, signed: 0.12, unsigned: 0.1 };

/**
 * Chooses the article of a page that has one, else the whole page without its navigation. When in doubt, the whole
 * page.
 */
export function selectContent(body: HtmlElement, facts: PageFacts): Content {
  const page = wholePage(body);
  if (facts.documentation) return page;
  const article = findArticle(body);
  if (article === null || article.characters < minArticle) return page;
  const evidence = facts.article ? "declared" : facts.signed ? "signed" : "unsigned";
  if (lostShare(body, article, page.dropped, evidence !== "unsigned") > maxLost[evidence]) return page;
  // Inside what nothing calls an article, names of boxes decide nothing.
  return { kind: "article", parts: article.parts, dropped: evidence === "unsigned" ? page.dropped : article.dropped };
}

function wholePage(body: HtmlElement): Content {
  const dropped = new Set<HtmlElement>();
  const visit = (node: HtmlElement): void => {
    for (const child of node.children) {
      if (typeof child === "string") continue;
      if (isChromeOfPage(child)) dropped.add(child);
      else visit(child);
    }
  };
  visit(body);
  return { kind: "page", parts: [body], dropped };
}

/**
 * The share of a page's text that lies outside the article; of a `signed` page prose only, and no comments and teasers.
 */
function lostShare(body: HtmlElement, article: Article, chrome: ReadonlySet<HtmlElement>, signed: boolean): number {
  const counts = signed ? isProse : isText;
  const parts = new Set(article.parts);
  let kept = 0;
  let lost = 0;
  const visit = (node: HtmlElement, outside: boolean): void => {
    for (const child of node.children) {
      if (typeof child === "string" || chrome.has(child) || (signed && isUnlikely(child))) continue;
      const out = (outside && !parts.has(child)) || article.dropped.has(child);
      if (counts(child)) {
        if (out) lost += child.facts!.text;
        else kept += child.facts!.text;
      } else {
        visit(child, out);
      }
    }
  };
  visit(body, true);
  return lost + kept === 0 ? 0 : lost / (lost + kept);
}

const proseTags = new Set(["p", "pre", "li", "dd", "blockquote", "td"]);
const textTags = new Set([
  ...proseTags,
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

function isProse(node: HtmlElement): boolean {
  return proseTags.has(node.tag) && (node.facts?.text ?? 0) >= 60 && linkDensity(node) < 0.3;
}

function isText(node: HtmlElement): boolean {
  return textTags.has(node.tag) && (node.facts?.text ?? 0) > 0 && linkDensity(node) < 0.5;
}
