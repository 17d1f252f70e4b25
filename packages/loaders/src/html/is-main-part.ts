import type { HtmlElement } from "./html-tree.js";
import { linkDensity } from "./measure.js";

/** From these shares of the page's prose or text on, the name of an element does not decide. */
const largeProse = 1 / 3;
const largeText = 1 / 2;
const nearlyAll = 3 / 4;

/** A page with less prose is judged by all of its text. */
const minProse = 250;

/** Lists of links and teasers have at least this share of links. */
const minLinks = { prose: 0.25, text: 0.5 };

const commentName = /comment|disqus|kommentar|comentario|respuesta|replies|responses|discussion/i;

/**
 * Whether an element has so much of a page that its name or tag alone must not drop it. Wrappers are named after a state
 * of the page (`menu-open`, `with-sidebar`), so a name needs links, or comments next to an article, to confirm it.
 */
export function isMainPart(node: HtmlElement, page: HtmlElement): boolean {
  const own = node.facts;
  const all = page.facts;
  if (own === null || all === null || own.text === 0) return false;
  if (own.text >= nearlyAll * all.text && own.prose >= nearlyAll * all.prose) return true;
  const isJudgedByProse = all.prose >= minProse;
  const isLarge = isJudgedByProse ? own.prose >= largeProse * all.prose : own.text >= largeText * all.text;
  if (!isLarge || linkDensity(node) >= (isJudgedByProse ? minLinks.prose : minLinks.text)) return false;
  return !isCommentSection(node, page);
}

/** Comments of readers next to a text of some length. An element that also contains the text is none. */
function isCommentSection(node: HtmlElement, page: HtmlElement): boolean {
  const { prose } = node.facts!;
  return page.facts!.prose - prose >= minProse && commentProse(node) * 2 > prose && countNamed(node, 2) >= 2;
}

/** The prose in the outermost elements named after comments. */
function commentProse(node: HtmlElement): number {
  if (isNamedComment(node)) return node.facts!.prose;
  return node.children.reduce(
    (sum, child) => (typeof child === "string" || (child.facts?.prose ?? 0) === 0 ? sum : sum + commentProse(child)),
    0,
  );
}

/** Counts elements named after comments, an element and those inside it, up to `limit`. */
function countNamed(node: HtmlElement, limit: number): number {
  let count = isNamedComment(node) ? 1 : 0;
  for (const child of node.children) {
    if (count >= limit) break;
    if (typeof child !== "string") count += countNamed(child, limit - count);
  }
  return count;
}

function isNamedComment({ attributes }: HtmlElement): boolean {
  return commentName.test(`${attributes["class"] ?? ""} ${attributes["id"] ?? ""}`);
}
