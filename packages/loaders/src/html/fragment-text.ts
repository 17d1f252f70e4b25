import type { Block } from "@ragstone/core";
import { countHidden } from "./count-hidden.js";
import { hiddenTest } from "./hidden.js";
import { parseHtmlTree } from "./html-tree.js";
import { renderHtml } from "./render.js";

/** The visible text of HTML inside another format. */
export interface FragmentText {
  readonly text: string;
  readonly blocks: readonly Block[];
  readonly hiddenCharacters: number;
}

/** Renders all of a piece of HTML: it is the content, so that no article is looked for and nothing but hidden text left out. */
export function fragmentText(html: string): FragmentText {
  const { root, commentCharacters, sheets } = parseHtmlTree(html);
  const hidden = countHidden(root, hiddenTest(sheets));
  const { text, blocks } = renderHtml([root], (node) => hidden.elements.has(node));
  return { text, blocks, hiddenCharacters: hidden.characters + commentCharacters };
}
