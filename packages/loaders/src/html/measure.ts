import type { ElementFacts, HtmlElement } from "./html-tree.js";
import { isUnreadTag } from "./tag-kinds.js";

const controls = new Set(["input", "button", "select", "textarea"]);

const nothing: ElementFacts = { text: 0, linked: 0, commas: 0, paragraphs: 0, listItems: 0, controls: 0 };

/** Fills in the facts of an element and of all below it; hidden elements count nothing. */
export function measure(node: HtmlElement, hidden: ReadonlySet<HtmlElement>): ElementFacts {
  if (controls.has(node.tag)) return (node.facts = { ...nothing, controls: 1 });
  if (isUnreadTag(node.tag) || hidden.has(node)) return (node.facts = nothing);
  let text = 0;
  let linked = 0;
  let commas = 0;
  let paragraphs = node.tag === "p" ? 1 : 0;
  let listItems = node.tag === "li" ? 1 : 0;
  let controlCount = 0;
  for (const child of node.children) {
    if (typeof child === "string") {
      for (let index = 0; index < child.length; index += 1) {
        const code = child.charCodeAt(index);
        if (code > 0x20 && code !== 0xa0) text += 1;
        // Commas of Latin, Chinese, Japanese and Arabic text.
        if (code === 0x2c || code === 0xff0c || code === 0x3001 || code === 0x060c) commas += 1;
      }
      continue;
    }
    const inner = measure(child, hidden);
    text += inner.text;
    linked += inner.linked;
    commas += inner.commas;
    paragraphs += inner.paragraphs;
    listItems += inner.listItems;
    controlCount += inner.controls;
  }
  if (node.tag === "a" && node.attributes["href"]?.startsWith("#") === false) linked = text;
  return (node.facts = { text, linked, commas, paragraphs, listItems, controls: controlCount });
}

/** The share of an element's text that lies in links to other pages, from 0 to 1. */
export function linkDensity(node: HtmlElement): number {
  const facts = node.facts;
  return facts === null || facts.text === 0 ? 0 : facts.linked / facts.text;
}
