import type { HtmlElement } from "./html-tree.js";

/** Characters of measured elements without those of dropped ones; white space is not counted. */
export function keptCharacters(parts: readonly HtmlElement[], dropped: ReadonlySet<HtmlElement>): number {
  let characters = 0;
  for (const part of parts) characters += dropped.has(part) ? 0 : charactersOf(part, dropped);
  return characters;
}

function charactersOf(node: HtmlElement, dropped: ReadonlySet<HtmlElement>): number {
  let characters = node.facts?.text ?? 0;
  for (const child of node.children) {
    if (typeof child === "string" || (child.facts?.text ?? 0) === 0) continue;
    characters -= child.facts!.text - (dropped.has(child) ? 0 : charactersOf(child, dropped));
  }
  return characters;
}
