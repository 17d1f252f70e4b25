import { isAppendix, isByline, isMostlyIn, nameOf, nameWeight } from "./class-hints.js";
import { findLeads } from "./find-leads.js";
import type { HtmlElement } from "./html-tree.js";
import { isBoilerplate } from "./is-boilerplate.js";
import { isMainPart } from "./is-main-part.js";
import { keptCharacters } from "./kept-characters.js";
import { linkDensity } from "./measure.js";
import { isBlockTag } from "./tag-kinds.js";

/** The part of a page that is its article. */
export interface Article {
  /** Elements that contain the article, in document order: its leads, then children of one parent. */
  readonly parts: readonly HtmlElement[];
  /** Elements inside them that are not part of it. */
  readonly dropped: ReadonlySet<HtmlElement>;
  /** Characters that are not white space, links included. */
  readonly characters: number;
}

// The scores follow the method that reader modes have shared since Arc90's: paragraphs with commas and length raise the
// score of their ancestors, links lower it.
const minParagraph = 25;
const scoredAncestors = 5;
/** A paragraph of 200 characters with three commas scores 7. */
const scorePerCharacter = 7 / 200;
const tagScore: Readonly<Record<string, number>> = {
  div: 5,
  article: 8,
  main: 8,
  pre: 3,
  td: 3,
  blockquote: 3,
  address: -3,
  ol: -3,
  ul: -3,
  dl: -3,
  dd: -3,
  dt: -3,
  li: -3,
  form: -3,
  h1: -5,
  h2: -5,
  h3: -5,
  h4: -5,
  h5: -5,
  h6: -5,
  th: -5,
};

/**
 * Finds the article of a measured page, `null` when nothing in it reads like one. Linear in elements.
 *
 * @param description - the page's own, which often repeats the lead
 */
export function findArticle(body: HtmlElement, description: string): Article | null {
  const dropped = new Set<HtmlElement>();
  const scores = new Map<HtmlElement, number>();
  collect(body, body, dropped, scores);
  let best: HtmlElement | null = null;
  let bestScore = 0;
  for (const [node, score] of scores) {
    const final = score * (1 - linkDensity(node));
    scores.set(node, final);
    if (final > bestScore) {
      best = node;
      bestScore = final;
    }
  }
  if (best === null) return null;
  const limit = mainArticle(body, dropped);
  const top = widen(ascend(best, scores, limit), dropped, limit);
  const parts = withSiblings(top, scores, dropped);
  for (const part of parts) clean(part, part, dropped);
  return {
    parts: [...findLeads(parts[0]!, description), ...parts],
    dropped,
    characters: keptCharacters(parts, dropped),
  };
}

/** Scores elements that contain paragraphs, and drops those whose name or tag excludes them from an article. */
function collect(
  node: HtmlElement,
  page: HtmlElement,
  dropped: Set<HtmlElement>,
  scores: Map<HtmlElement, number>,
): void {
  for (const child of node.children) {
    if (typeof child === "string") continue;
    const { tag } = child;
    if ((child.facts?.text ?? 0) === 0) continue;
    if (isBoilerplate(child, page) || isByline(child)) {
      dropped.add(child);
      continue;
    }
    const { text, commas, ownProse } = child.facts!;
    if (isParagraph(child)) {
      if (text >= minParagraph) lift(child.parent, 1 + commas + 1 + Math.min(Math.floor(text / 100), 3), scores);
      if (tag === "p" || tag === "pre") continue;
    } else if (ownProse > 0) {
      // Text between blocks, or lines instead of paragraphs.
      lift(child, ownProse * scorePerCharacter, scores);
    }
    collect(child, page, dropped, scores);
  }
}

/** A paragraph, or a `div` that is used as one: text and inline elements only. */
function isParagraph(node: HtmlElement): boolean {
  const { tag } = node;
  if (tag === "p" || tag === "pre" || tag === "td" || tag === "h2" || tag === "h3" || tag === "h4") return true;
  if (tag !== "div" && tag !== "section") return false;
  return !node.children.some((child) => typeof child !== "string" && holdsBlock(child));
}

function holdsBlock(node: HtmlElement): boolean {
  if (isBlockTag(node.tag) || node.tag === "pre" || node.tag === "img")
    return isBlockTag(node.tag) || node.tag === "pre";
  return node.children.some((child) => typeof child !== "string" && holdsBlock(child));
}

/** Adds the score of a paragraph to the element around it, and less to those farther out. */
function lift(parent: HtmlElement | null, score: number, scores: Map<HtmlElement, number>): void {
  let ancestor = parent;
  for (
    let level = 0;
    level < scoredAncestors && ancestor !== null && ancestor.tag !== "#root" && ancestor.tag !== "html";
    level += 1
  ) {
    const before = scores.get(ancestor) ?? (tagScore[ancestor.tag] ?? 0) + nameWeight(ancestor);
    scores.set(ancestor, before + score / (level === 0 ? 1 : level === 1 ? 2 : level * 3));
    ancestor = ancestor.parent;
  }
}

/**
 * The `article` element with most of the prose that such elements of the page have, `null` without one. What is around
 * it belongs to the page. A page of several articles has none: their frame is what they have in common.
 */
function mainArticle(page: HtmlElement, dropped: ReadonlySet<HtmlElement>): HtmlElement | null {
  const articles: HtmlElement[] = [];
  const visit = (node: HtmlElement): void => {
    for (const child of elementsOf(node)) {
      if (dropped.has(child)) continue;
      if (child.tag === "article") articles.push(child);
      else visit(child);
    }
  };
  visit(page);
  const all = articles.reduce((sum, { facts }) => sum + facts!.prose, 0);
  return articles.find(({ facts }) => facts!.prose > 0 && facts!.prose >= minArticleShare * all) ?? null;
}

/**
 * Moves up while the parent's text is as good: articles in several boxes, or in nested boxes. Ends at `limit`.
 */
function ascend(best: HtmlElement, scores: ReadonlyMap<HtmlElement, number>, limit: HtmlElement | null): HtmlElement {
  let top = sharedAncestor(best, scores) ?? best;
  let last = scores.get(top) ?? scores.get(best)!;
  const floor = last / 3;
  for (let at = top, { parent } = top; parent !== null && !isFrame(parent); at = parent, { parent } = parent) {
    if (at === limit) break;
    const score = scores.get(parent);
    if (score === undefined) continue;
    if (score < floor) break;
    if (score > last) {
      top = parent;
      break;
    }
    last = score;
  }
  // An only child is replaced by its parent.
  while (top !== limit && top.parent !== null && !isFrame(top.parent) && elementsOf(top.parent).length === 1)
    top = top.parent;
  return top;
}

/** Paragraphs of articles are longer than those of teasers. */
const minLongProse = 120;

/** An ancestor is the article if it adds this share of long paragraphs, and less of anything else. */
const minGain = 0.1;

/** Share of the prose in all `article` elements that the main one has. */
const minArticleShare = 0.8;

/** How far up such an ancestor may be. */
const maxWidening = 10;

/** Moves up to an ancestor that contains more paragraphs of the same kind: articles in several unequal boxes. */
function widen(top: HtmlElement, dropped: ReadonlySet<HtmlElement>, limit: HtmlElement | null): HtmlElement {
  let widest = top;
  let inside = readingOf(top, dropped);
  let at = top;
  for (let level = 0; level < maxWidening && at !== limit; level += 1) {
    const { parent } = at;
    if (parent === null || isFrame(parent)) break;
    at = parent;
    const around = readingOf(parent, dropped);
    const gain = around.long - inside.long;
    if (gain < minGain * inside.long || around.other - inside.other > gain) continue;
    widest = parent;
    inside = around;
  }
  return widest;
}

function isFrame({ tag }: HtmlElement): boolean {
  return tag === "body" || tag === "html" || tag === "#root";
}

/** Characters of an element in long paragraphs and in the rest, without dropped elements. */
function readingOf(node: HtmlElement, dropped: ReadonlySet<HtmlElement>): { long: number; other: number } {
  let long = 0;
  const visit = (element: HtmlElement): void => {
    const { ownProse } = element.facts!;
    if (ownProse >= minLongProse) long += ownProse;
    for (const child of elementsOf(element)) if (!dropped.has(child)) visit(child);
  };
  visit(node);
  return { long, other: keptCharacters([node], dropped) - long };
}

/** If three more elements score nearly as high, the article is their common ancestor. */
function sharedAncestor(best: HtmlElement, scores: ReadonlyMap<HtmlElement, number>): HtmlElement | null {
  const floor = 0.75 * scores.get(best)!;
  const holders = new Map<HtmlElement, number>();
  for (const [node, score] of scores) {
    if (node === best || score < floor) continue;
    for (let parent = node.parent; parent !== null; parent = parent.parent)
      holders.set(parent, (holders.get(parent) ?? 0) + 1);
  }
  for (
    let parent = best.parent;
    parent !== null && parent.tag !== "body" && parent.tag !== "html";
    parent = parent.parent
  ) {
    if ((holders.get(parent) ?? 0) >= 3) return parent;
  }
  return null;
}

function elementsOf(node: HtmlElement): HtmlElement[] {
  return node.children.filter(
    (child): child is HtmlElement => typeof child !== "string" && (child.facts?.text ?? 0) > 0,
  );
}

/** The best element and those siblings that read like more of the same. */
function withSiblings(
  top: HtmlElement,
  scores: ReadonlyMap<HtmlElement, number>,
  dropped: ReadonlySet<HtmlElement>,
): HtmlElement[] {
  const { parent } = top;
  if (parent === null) return [top];
  const best = scores.get(top) ?? 0;
  const threshold = Math.max(10, best * 0.2);
  const name = top.attributes["class"] ?? "";
  return elementsOf(parent).filter((sibling) => {
    if (sibling === top) return true;
    if (dropped.has(sibling)) return false;
    const bonus = name !== "" && sibling.attributes["class"] === name ? best * 0.2 : 0;
    const score = scores.get(sibling);
    if (score !== undefined && score + bonus >= threshold) return true;
    if (sibling.tag !== "p" && !isBoxedSentence(sibling)) return false;
    const { text } = sibling.facts!;
    const density = linkDensity(sibling);
    return (text > 80 && density < 0.25) || (text > 0 && density === 0 && /[.\u3002]\s*$/.test(lastText(sibling)));
  });
}

/** A box without a name that contains a single paragraph. */
function isBoxedSentence(node: HtmlElement): boolean {
  if (node.tag === "p") return true;
  const inner = elementsOf(node);
  return node.tag === "div" && nameOf(node) === "" && inner.length === 1 && isBoxedSentence(inner[0]!);
}

function lastText(node: HtmlElement): string {
  for (let index = node.children.length - 1; index >= 0; index -= 1) {
    const child = node.children[index]!;
    const text = typeof child === "string" ? child : lastText(child);
    if (text.trim() !== "") return text;
  }
  return "";
}

/** Drops boxes inside a part of the article that are links, forms and other matter rather than text. */
function clean(node: HtmlElement, part: HtmlElement, dropped: Set<HtmlElement>): void {
  for (const child of elementsOf(node)) {
    if (dropped.has(child)) continue;
    if (droppableTags.has(child.tag) && isMatter(child) && !isMainPart(child, part)) dropped.add(child);
    else clean(child, part, dropped);
  }
}

/** A box with this share of its text in lists is a list. */
const minListShare = 0.9;

const droppableTags = new Set(["div", "section", "ul", "ol", "table", "form", "fieldset", "header", "dl"]);

function isMatter(node: HtmlElement): boolean {
  const facts = node.facts!;
  if (isShortAppendix(node)) return true;
  const weight = nameWeight(node);
  if (weight < 0 && !holdsQuote(node) && !isMostlyIn(node, "pre") && (facts.prose < 250 || linkDensity(node) > 0.2))
    return true;
  const density = linkDensity(node);
  if ((facts.commas >= 10 && density < 0.6) || node.tag === "table" || holdsCode(node)) return false;
  // Lists of links belong to the article unless they end it.
  const isList = node.tag === "ul" || node.tag === "ol";
  const list = isList || facts.listItems * 20 > facts.text || listText(node) > minListShare * facts.text;
  if (facts.controls > Math.floor(facts.paragraphs / 3) && facts.controls > 2) return true;
  if (!list && facts.listItems > facts.paragraphs + 100) return true;
  if (weight >= 25) return density > 0.5;
  return !isList && facts.linked > 20 && density > (list ? 0.6 : 0.2);
}

/** The text in the outermost lists of an element. */
function listText(node: HtmlElement): number {
  if (node.tag === "ul" || node.tag === "ol") return node.facts!.text;
  return elementsOf(node).reduce((sum, child) => sum + listText(child), 0);
}

/** An appendix by its name, without much to read. */
function isShortAppendix(node: HtmlElement): boolean {
  const { prose, text } = node.facts!;
  return isAppendix(node) && (prose < 250 || linkDensity(node) > 0.2 || prose * 2 < text);
}

function holdsQuote(node: HtmlElement): boolean {
  return node.tag === "blockquote" || elementsOf(node).some(holdsQuote);
}

function holdsCode(node: HtmlElement): boolean {
  return node.children.some(
    (child) => typeof child !== "string" && (child.tag === "pre" || child.tag === "figure" || holdsCode(child)),
  );
}
