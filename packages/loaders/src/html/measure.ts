import type { ElementFacts, HtmlElement } from "./html-tree.js";
import { isBlockTag, isUnreadTag } from "./tag-kinds.js";

const controls = new Set(["input", "button", "select", "textarea"]);

/** A run of text is prose from this many characters on, if at most this share of them is links. */
const minProse = 60;
const maxProseLinks = 0.3;

/** Facts while they are counted, with the part of the text that is outside of blocks in the element. */
type Sum = { -readonly [K in keyof ElementFacts]: number } & { inline: number; inlineLinked: number };

/** Fills in the facts of an element and of all below it; hidden elements count nothing. */
export function measure(root: HtmlElement, hidden: ReadonlySet<HtmlElement>): ElementFacts {
  return measureElement(root, hidden, false);
}

function measureElement(node: HtmlElement, hidden: ReadonlySet<HtmlElement>, isInLink: boolean): Sum {
  const { tag } = node;
  const sum = emptySum();
  node.facts = sum;
  if (controls.has(tag)) {
    sum.controls = 1;
    return sum;
  }
  if (isUnreadTag(tag) || hidden.has(node)) return sum;
  if (tag === "p") sum.paragraphs = 1;
  else if (tag === "li") sum.listItems = 1;
  const isLink = isInLink || (tag === "a" && node.attributes["href"]?.startsWith("#") === false);
  for (const child of node.children) {
    if (typeof child === "string") addText(child, sum);
    else addElement(measureElement(child, hidden, isLink), sum);
  }
  if (isLink) {
    sum.linked = sum.text;
    sum.inlineLinked = sum.inline;
  }
  if (!isBlockTag(tag) && tag !== "pre") return sum;
  sum.ownProse = sum.inline >= minProse && sum.inlineLinked <= maxProseLinks * sum.inline ? sum.inline : 0;
  sum.prose += sum.ownProse;
  sum.inline = 0;
  sum.inlineLinked = 0;
  return sum;
}

function emptySum(): Sum {
  return {
    text: 0,
    linked: 0,
    prose: 0,
    ownProse: 0,
    commas: 0,
    paragraphs: 0,
    listItems: 0,
    controls: 0,
    inline: 0,
    inlineLinked: 0,
  };
}

function addElement(inner: Sum, sum: Sum): void {
  sum.text += inner.text;
  sum.linked += inner.linked;
  sum.prose += inner.prose;
  sum.commas += inner.commas;
  sum.paragraphs += inner.paragraphs;
  sum.listItems += inner.listItems;
  sum.controls += inner.controls;
  sum.inline += inner.inline;
  sum.inlineLinked += inner.inlineLinked;
}

function addText(text: string, sum: Sum): void {
  let characters = 0;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code > 0x20 && code !== 0xa0) characters += isWide(code) ? 2 : 1;
    // Commas of Latin, Chinese, Japanese and Arabic text.
    if (code === 0x2c || code === 0xff0c || code === 0x3001 || code === 0x060c) sum.commas += 1;
  }
  sum.text += characters;
  sum.inline += characters;
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
