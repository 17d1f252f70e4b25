import type { ElementFacts, HtmlElement } from "./html-tree.js";
import { isBlockTag, isUnreadTag } from "./tag-kinds.js";

const controls = new Set(["input", "button", "select", "textarea"]);

const nothing: { -readonly [K in keyof ElementFacts]: number } = {
  text: 0,
  linked: 0,
  prose: 0,
  ownProse: 0,
  commas: 0,
  paragraphs: 0,
  listItems: 0,
  controls: 0,
};

/** A run of text is prose from this many characters on, if at most this share of them is links. */
const minProse = 60;
const maxProseLinks = 0.3;

/** Facts of an element, and the part of its text that is outside of blocks in it. */
interface Measured {
  readonly facts: ElementFacts;
  readonly inline: number;
  readonly inlineLinked: number;
}

/** Fills in the facts of an element and of all below it; hidden elements count nothing. */
export function measure(root: HtmlElement, hidden: ReadonlySet<HtmlElement>): ElementFacts {
  return measureElement(root, hidden, false).facts;
}

function measureElement(node: HtmlElement, hidden: ReadonlySet<HtmlElement>, isInLink: boolean): Measured {
  if (controls.has(node.tag)) return settled(node, { ...nothing, controls: 1 });
  if (isUnreadTag(node.tag) || hidden.has(node)) return settled(node, nothing);
  const sum = { ...nothing, paragraphs: node.tag === "p" ? 1 : 0, listItems: node.tag === "li" ? 1 : 0 };
  const isLink = isInLink || (node.tag === "a" && node.attributes["href"]?.startsWith("#") === false);
  let inline = 0;
  let inlineLinked = 0;
  for (const child of node.children) {
    if (typeof child === "string") {
      const { characters, commas } = countText(child);
      sum.text += characters;
      sum.commas += commas;
      inline += characters;
      continue;
    }
    const inner = measureElement(child, hidden, isLink);
    sum.text += inner.facts.text;
    sum.linked += inner.facts.linked;
    sum.prose += inner.facts.prose;
    sum.commas += inner.facts.commas;
    sum.paragraphs += inner.facts.paragraphs;
    sum.listItems += inner.facts.listItems;
    sum.controls += inner.facts.controls;
    inline += inner.inline;
    inlineLinked += inner.inlineLinked;
  }
  if (isLink) {
    sum.linked = sum.text;
    inlineLinked = inline;
  }
  if (!isBlockTag(node.tag) && node.tag !== "pre") return { facts: (node.facts = sum), inline, inlineLinked };
  sum.ownProse = inline >= minProse && inlineLinked <= maxProseLinks * inline ? inline : 0;
  sum.prose += sum.ownProse;
  return settled(node, sum);
}

function settled(node: HtmlElement, facts: ElementFacts): Measured {
  node.facts = facts;
  return { facts, inline: 0, inlineLinked: 0 };
}

function countText(text: string): { readonly characters: number; readonly commas: number } {
  let characters = 0;
  let commas = 0;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code > 0x20 && code !== 0xa0) characters += isWide(code) ? 2 : 1;
    // Commas of Latin, Chinese, Japanese and Arabic text.
    if (code === 0x2c || code === 0xff0c || code === 0x3001 || code === 0x060c) commas += 1;
  }
  return { characters, commas };
}

/** Characters of Chinese, Japanese and Korean say as much as two letters or more, and so they count twice. */
function isWide(code: number): boolean {
  return code >= 0x2e80 && code <= 0xd7a3;
}

/** The share of an element's text that lies in links to other pages, from 0 to 1. */
export function linkDensity(node: HtmlElement): number {
  const facts = node.facts;
  return facts === null || facts.text === 0 ? 0 : facts.linked / facts.text;
}
