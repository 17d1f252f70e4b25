import { nameOf } from "./class-hints.js";
import type { HtmlElement } from "./html-tree.js";
import { linkDensity } from "./measure.js";

const leadName =
  /(?:^|[\s_-])(?:lead|lede|lead-?(?:in|text|paragraph)|standfirst|dek|deck|chapo|chapeau|perex|vorspann|intro(?:duction|text)?|summary|abstract|sub-?(?:title|head(?:ing|line)?)|entradilla|bajada|ingress|excerpt|synopsis)(?:$|[\s_-])/i;
const pictureName = /asset|caption|image|media|photo|video/i;
const foreign = new Set(["figure", "nav", "aside", "footer", "form", "button", "menu", "dialog", "h1"]);

/** A lead has at least a short sentence and is not a text of its own. */
const minLead = 25;
const maxLead = 1500;

/** How far up from the text of an article its lead is looked for where no element says what the article is. */
const maxClimb = 2;

const maxLeads = 2;

/** As many characters of a lead and a description have to agree. */
const sameStart = 40;

/**
 * Finds the leads of an article: short texts before it in the same article element, or near it, that are named so or
 * repeat the description of the page.
 */
export function findLeads(first: HtmlElement, description: string): HtmlElement[] {
  const described = comparable(description);
  const leads: HtmlElement[] = [];
  let child = first;
  for (let level = 0; child.parent !== null && !isArticle(child); level += 1) {
    const { parent } = child;
    if (parent.tag === "body" || parent.tag === "html" || parent.tag === "#root") break;
    if (level >= maxClimb && !isInsideArticle(child)) break;
    const found: HtmlElement[] = [];
    for (const sibling of parent.children) {
      if (sibling === child) break;
      if (typeof sibling !== "string") collectLeads(sibling, described, found);
    }
    // Several of them are teasers of other articles.
    if (found.length <= maxLeads) leads.unshift(...found);
    child = parent;
  }
  return leads;
}

function collectLeads(node: HtmlElement, described: string, leads: HtmlElement[]): void {
  if (foreign.has(node.tag) || (node.facts?.text ?? 0) < minLead) return;
  if (isLead(node, described)) {
    leads.push(node);
    return;
  }
  for (const child of node.children) if (typeof child !== "string") collectLeads(child, described, leads);
}

function isLead(node: HtmlElement, described: string): boolean {
  const { text } = node.facts!;
  if (text > maxLead || linkDensity(node) > 0.3) return false;
  const name = nameOf(node);
  if (leadName.test(name) && !pictureName.test(name)) return true;
  if (described.length < sameStart) return false;
  const own = comparable(textOf(node, described.length + sameStart));
  return own.length >= sameStart && own.slice(0, sameStart) === described.slice(0, sameStart);
}

function isArticle(node: HtmlElement): boolean {
  return node.tag === "article" || node.tag === "main" || /Article$|Posting$/.test(node.attributes["itemtype"] ?? "");
}

function isInsideArticle(node: HtmlElement): boolean {
  for (let { parent } = node; parent !== null; { parent } = parent) if (isArticle(parent)) return true;
  return false;
}

function comparable(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "");
}

/** The first characters of an element's text. */
function textOf(node: HtmlElement, limit: number): string {
  let text = "";
  for (const child of node.children) {
    if (text.length >= limit) break;
    text += typeof child === "string" ? child : textOf(child, limit - text.length);
  }
  return text;
}
